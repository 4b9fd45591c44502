package main

import (
	"errors"
	"fmt"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"loopbook/install"
)

// place is the flags that choose one of Jupyter's directories.
type place struct {
	user, sysPrefix bool
	prefix          string
}

func (p *place) flags(cmd *cobra.Command) {
	cmd.Flags().BoolVar(&p.user, "user", false, "in your own Jupyter directory (the default)")
	cmd.Flags().BoolVar(&p.sysPrefix, "sys-prefix", false, "in the active Python environment (VIRTUAL_ENV or CONDA_PREFIX)")
	cmd.Flags().StringVar(&p.prefix, "prefix", "", "below `DIR`, in DIR/share/jupyter")
	cmd.MarkFlagsMutuallyExclusive("user", "sys-prefix", "prefix")
}

func (p *place) where(cmd *cobra.Command) (install.Where, error) {
	switch {
	case p.sysPrefix:
		return install.SysPrefix(install.System())
	case cmd.Flags().Changed("prefix"):
		return install.Prefix(p.prefix)
	}
	return install.User(install.System())
}

func installCommand() *cobra.Command {
	var p place
	var name, display string
	var types bool
	cmd := &cobra.Command{
		Use:   "install",
		Short: "tell Jupyter about this kernel",
		Long: `Install writes a kernelspec: a small folder that tells JupyterLab, VS Code and the
others how to start this program. An older one of Loopbook's is replaced.`,
		Args: usage(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			where, err := p.where(cmd)
			if err != nil {
				return err
			}
			s, err := spec(cmd, name, display, types)
			if err != nil {
				return err
			}
			dir, err := install.Install(s, where)
			if err != nil {
				return err
			}
			fmt.Fprintf(cmd.OutOrStdout(), "installed %s as %s\n  %s\n", s.DisplayName, s.Name, dir)
			return nil
		},
	}
	p.flags(cmd)
	cmd.Flags().StringVar(&name, "name", "", "the kernelspec's `NAME`, as in jupyter console --kernel NAME (default loopbook)")
	cmd.Flags().StringVar(&display, "display-name", "", "the `TEXT` that menus show")
	cmd.Flags().BoolVar(&types, "typescript", false, "the kernelspec for notebooks in TypeScript")
	return cmd
}

func spec(cmd *cobra.Command, name, display string, types bool) (install.Spec, error) {
	exe, err := install.Executable()
	if err != nil {
		return install.Spec{}, err
	}
	s := install.JavaScript(exe, version)
	if types {
		s = install.TypeScript(exe, version)
	}
	if cmd.Flags().Changed("name") {
		s = s.Named(name)
	}
	if cmd.Flags().Changed("display-name") {
		s.DisplayName = display
	}
	return s, nil
}

func uninstallCommand() *cobra.Command {
	var p place
	cmd := &cobra.Command{
		Use:   "uninstall [NAME…]",
		Short: "remove what install wrote",
		Long: `Uninstall removes kernelspecs of Loopbook's: those named, or all of them in that
directory. Others are left alone.`,
		RunE: func(cmd *cobra.Command, names []string) error {
			where, err := p.where(cmd)
			if err != nil {
				return err
			}
			if len(names) == 0 {
				if names, err = installed(where); err != nil {
					return err
				}
			}
			for _, name := range names {
				dir, err := install.Uninstall(name, where)
				if err != nil {
					return err
				}
				fmt.Fprintf(cmd.OutOrStdout(), "removed %s\n", dir)
			}
			return nil
		},
	}
	p.flags(cmd)
	return cmd
}

// installed is the names of all kernelspecs of ours there; none is an error.
func installed(where install.Where) ([]string, error) {
	found, err := install.List(where)
	if err != nil {
		return nil, err
	}
	if len(found) == 0 {
		return nil, errors.New("there is no kernelspec of Loopbook's in " + where.DataDir)
	}
	var names []string
	for _, f := range found {
		names = append(names, f.Name)
	}
	return names, nil
}

func listCommand() *cobra.Command {
	var p place
	cmd := &cobra.Command{
		Use:   "list",
		Short: "show the kernelspecs that install wrote",
		Args:  usage(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			where, err := p.where(cmd)
			if err != nil {
				return err
			}
			found, err := install.List(where)
			if err != nil {
				return err
			}
			w := tabwriter.NewWriter(cmd.OutOrStdout(), 0, 0, 2, ' ', 0)
			for _, f := range found {
				fmt.Fprintf(w, "%s\t%s\t%s\t%s\n", f.Name, f.DisplayName, f.Version, f.Exe)
			}
			return w.Flush()
		},
	}
	p.flags(cmd)
	return cmd
}
