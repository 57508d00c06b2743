package listen

import (
	"bufio"
	"fmt"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"periscope/cli/clitest"
)

// startAt starts a listener for the test, and returns its address.
func startAt(t *testing.T) string {
	t.Helper()
	l, err := Start("127.0.0.1:0", secret(t, strings.Repeat("a", 32)))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(l.Close)
	return strings.TrimPrefix(l.URL, "http://")
}

// dial connects to a listener.
func dial(t *testing.T, addr string) net.Conn {
	t.Helper()
	conn, err := net.Dial("tcp", addr)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() })
	_ = conn.SetDeadline(time.Now().Add(30 * time.Second)) // a lost answer fails the test, and does not hang it
	return conn
}

// TestConnectionsAreLimited: strangers cannot hold more than so many.
func TestConnectionsAreLimited(t *testing.T) {
	t.Parallel()
	socket, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	limited := LimitConnections(socket)
	defer limited.Close() //nolint:errcheck // it is closed below
	accept := func() net.Conn {
		t.Helper()
		conn, err := limited.Accept()
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = conn.Close() })
		return conn
	}
	var first net.Conn
	for range maxConnections {
		dial(t, socket.Addr().String())
		first = accept()
	}
	dial(t, socket.Addr().String())
	accepted := make(chan error, 1)
	go func() {
		_, err := limited.Accept()
		accepted <- err
	}()
	select {
	case err := <-accepted:
		t.Fatalf("one too many is accepted: %v", err)
	case <-time.After(20 * time.Millisecond): // on a limit that holds, nothing can come
	}
	_ = first.Close()
	_ = first.Close() // makes room once
	if err := <-accepted; err != nil {
		t.Fatal(err)
	}
	go func() {
		_, err := limited.Accept()
		accepted <- err
	}()
	_ = limited.Close()
	if err := <-accepted; err == nil {
		t.Error("accepts after its end")
	}
}

// TestStrangersMakeRoom: a stranger who announces a large body and does not send it is
// answered, and the connection ends.
func TestStrangersMakeRoom(t *testing.T) {
	t.Parallel()
	l, err := Start("127.0.0.1:0", secret(t, strings.Repeat("a", 32)))
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	for range 2 * maxConnections {
		conn := dial(t, strings.TrimPrefix(l.URL, "http://"))
		fmt.Fprint(conn, "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 900000\r\n\r\n")
		r := bufio.NewReader(conn)
		resp, err := http.ReadResponse(r, nil)
		if err != nil {
			t.Fatal(err)
		}
		_ = resp.Body.Close()
		if resp.StatusCode != http.StatusUnauthorized || !resp.Close {
			t.Fatalf("answered %s, close %v", resp.Status, resp.Close)
		}
	}
}

// TestTheSlowMakeRoom: 64 strangers who say a word now and then, or nothing, keep nobody else
// out for as long as Slack waits.
func TestTheSlowMakeRoom(t *testing.T) {
	t.Parallel()
	addr := startAt(t)
	for i := range maxConnections {
		if conn := dial(t, addr); i%2 == 0 {
			fmt.Fprint(conn, "POST / HTTP/1.1\r\nHost: x\r\nX-A: ")
		}
	}
	begun := time.Now()
	good := dial(t, addr)
	fmt.Fprint(good, "GET / HTTP/1.1\r\nHost: x\r\n\r\n")
	resp, err := http.ReadResponse(bufio.NewReader(good), nil)
	if err != nil {
		t.Fatal(err)
	}
	_ = resp.Body.Close()
	if took := time.Since(begun); resp.StatusCode != http.StatusMethodNotAllowed || took > 8*time.Second {
		t.Errorf("answered %s after %v", resp.Status, took) // the read timeout is ten seconds
	}
}

// TestWarnsWhereTheNetworkReaches: --listen :3000 is every address of the machine.
func TestWarnsWhereTheNetworkReaches(t *testing.T) {
	t.Parallel()
	for url, warned := range map[string]bool{
		"http://[::]:3000": true, "http://0.0.0.0:3000": true, "http://192.0.2.1:3000": true,
		"http://127.0.0.1:3000": false, "http://[::1]:3000": false,
	} {
		env := clitest.NewEnvironment(t, nil)
		(&Listener{Server: &Server{URL: url}}).WarnIfExposed(&env.Environment)
		if printed := env.Printed(); strings.Contains(printed, "the whole network can reach this listener") != warned {
			t.Errorf("%s: %q", url, printed)
		}
	}
}

// TestListenerIsLimited: a stranger who connects and says nothing takes one of 64 places,
// until the connection ends.
func TestListenerIsLimited(t *testing.T) {
	t.Parallel()
	addr := startAt(t)
	first := dial(t, addr)
	for range maxConnections - 1 {
		dial(t, addr)
	}
	last := dial(t, addr)
	fmt.Fprint(last, "GET / HTTP/1.1\r\nHost: x\r\n\r\n")
	_ = last.SetReadDeadline(time.Now().Add(50 * time.Millisecond)) // on a limit that holds, nothing can come
	if n, err := last.Read(make([]byte, 1)); err == nil {
		t.Fatalf("one too many is answered: %d bytes", n)
	}
	_ = first.Close()
	_ = last.SetReadDeadline(time.Now().Add(30 * time.Second))
	if _, err := last.Read(make([]byte, 1)); err != nil {
		t.Errorf("the place that is free again is not taken: %v", err)
	}
}
