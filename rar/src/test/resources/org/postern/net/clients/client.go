// Says of each line "port file-of-the-root" whether STARTTLS succeeds: without verifying, and with it.
package main

import (
	"bufio"
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"net"
	"net/smtp"
	"os"
	"runtime"
	"strings"
	"time"
)

func attempt(port string, config *tls.Config) string {
	connection, err := net.DialTimeout("tcp", "127.0.0.1:"+port, 20*time.Second)
	if err != nil {
		return "no"
	}
	defer connection.Close()
	connection.SetDeadline(time.Now().Add(20 * time.Second))
	client, err := smtp.NewClient(connection, config.ServerName)
	if err != nil {
		return "no"
	}
	if offered, _ := client.Extension("STARTTLS"); !offered {
		return "not-offered"
	}
	// Says EHLO once more behind it.
	if err := client.StartTLS(config); err != nil {
		if os.Getenv("REASONS") != "" {
			fmt.Fprintln(os.Stderr, err)
		}
		return "no"
	}
	client.Quit()
	return "yes"
}

func main() {
	name := os.Args[1]
	fmt.Println("Go " + strings.TrimPrefix(runtime.Version(), "go"))
	lines := bufio.NewScanner(os.Stdin)
	for lines.Scan() {
		port, file, _ := strings.Cut(lines.Text(), " ")
		root, _ := os.ReadFile(file)
		roots := x509.NewCertPool()
		roots.AppendCertsFromPEM(root)
		loose := attempt(port, &tls.Config{ServerName: name, InsecureSkipVerify: true})
		fmt.Println(loose, attempt(port, &tls.Config{ServerName: name, RootCAs: roots}))
	}
}
