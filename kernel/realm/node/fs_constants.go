package node

import (
	"os"
	"syscall"

	"github.com/dop251/goja"
)

// fileConstant is one number of fs.constants.
type fileConstant struct {
	name  string
	value int
}

// bindFileConstants gives js/internal/fs/constants.js its table, in Node's order.
func bindFileConstants(h *Host, natives *goja.Object) {
	table := h.Runtime.CreateObject(nil)
	for _, c := range fileConstants() {
		h.set(table, c.name, c.value)
	}
	h.set(natives, "constants", table)
}

func fileConstants() []fileConstant {
	list := []fileConstant{
		{"UV_FS_SYMLINK_DIR", 1}, {"UV_FS_SYMLINK_JUNCTION", 2},
		{"O_RDONLY", os.O_RDONLY}, {"O_WRONLY", os.O_WRONLY}, {"O_RDWR", os.O_RDWR},
		{"UV_DIRENT_UNKNOWN", 0}, {"UV_DIRENT_FILE", 1}, {"UV_DIRENT_DIR", 2}, {"UV_DIRENT_LINK", 3},
		{"UV_DIRENT_FIFO", 4}, {"UV_DIRENT_SOCKET", 5}, {"UV_DIRENT_CHAR", 6}, {"UV_DIRENT_BLOCK", 7},
		{"S_IFMT", syscall.S_IFMT}, {"S_IFREG", syscall.S_IFREG}, {"S_IFDIR", syscall.S_IFDIR},
		{"S_IFCHR", syscall.S_IFCHR}, {"S_IFBLK", syscall.S_IFBLK}, {"S_IFIFO", syscall.S_IFIFO},
		{"S_IFLNK", syscall.S_IFLNK}, {"S_IFSOCK", syscall.S_IFSOCK},
		{"O_CREAT", os.O_CREATE}, {"O_EXCL", os.O_EXCL}, {"UV_FS_O_FILEMAP", 0}, {"UV_FS_O_TEMPORARY", 0},
		{"UV_FS_O_SHORT_LIVED", 0}, {"UV_FS_O_SEQUENTIAL", 0}, {"UV_FS_O_RANDOM", 0},
	}
	list = append(list, openConstants()...)
	return append(list, []fileConstant{
		{"S_IRWXU", 0o700}, {"S_IRUSR", 0o400}, {"S_IWUSR", 0o200}, {"S_IXUSR", 0o100},
		{"S_IRWXG", 0o070}, {"S_IRGRP", 0o040}, {"S_IWGRP", 0o020}, {"S_IXGRP", 0o010},
		{"S_IRWXO", 0o007}, {"S_IROTH", 0o004}, {"S_IWOTH", 0o002}, {"S_IXOTH", 0o001},
		{"F_OK", 0}, {"R_OK", 4}, {"W_OK", 2}, {"X_OK", 1},
		{"UV_FS_COPYFILE_EXCL", 1}, {"COPYFILE_EXCL", 1}, {"UV_FS_COPYFILE_FICLONE", 2}, {"COPYFILE_FICLONE", 2},
		{"UV_FS_COPYFILE_FICLONE_FORCE", 4}, {"COPYFILE_FICLONE_FORCE", 4},
	}...)
}
