// Command mysqld is a small server that speaks MySQL's protocol: dolthub/go-mysql-server with its tables in memory. The
// notebook about databases starts it where there is no other. It is no part of Loopbook, which neither imports nor needs
// it; that is why it is a module of its own. It keeps nothing, and lets everybody in from this machine alone.
//
//	$ mysqld
//	mysql://root@127.0.0.1:41873/app
//
// It ends when its standard input does: whoever started it need not remember to stop it.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"log"
	"net"
	"os"

	sqle "github.com/dolthub/go-mysql-server"
	"github.com/dolthub/go-mysql-server/memory"
	"github.com/dolthub/go-mysql-server/server"
	"github.com/dolthub/go-mysql-server/sql"
	"github.com/sirupsen/logrus"
)

func main() {
	address := flag.String("listen", "127.0.0.1:0", "where to listen; port 0 chooses one")
	database := flag.String("database", "app", "the name of the empty database")
	flag.Parse()
	logrus.SetOutput(io.Discard) // it logs every connection
	if err := serve(*address, *database); err != nil {
		log.Fatal("mysqld: ", err)
	}
}

// serve answers until standard input ends.
func serve(address, database string) error {
	listener, err := net.Listen("tcp", address)
	if err != nil {
		return fmt.Errorf("listening: %w", err)
	}
	db := memory.NewDatabase(database)
	db.BaseDatabase.EnablePrimaryKeyIndexes()
	provider := memory.NewDBProvider(db)
	engine := sqle.NewDefault(provider)
	config := server.Config{Protocol: "tcp", Address: address, Listener: listener, Version: "8.0.33"}
	s, err := server.NewServer(config, engine, sql.NewContext, memory.NewSessionBuilder(provider), nil)
	if err != nil {
		return fmt.Errorf("starting: %w", err)
	}
	fmt.Printf("mysql://root@%s/%s\n", listener.Addr(), database)
	ended := make(chan error, 1)
	go func() { ended <- s.Start() }()
	go func() {
		_, err := io.Copy(io.Discard, os.Stdin)
		ended <- errors.Join(err, s.Close())
	}()
	return <-ended
}
