package watch_test

import (
	"context"
	"encoding/pem"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"sync/atomic"
	"testing"

	"periscope/process/leaktest"
	"periscope/slackapi/sandbox"
)

// appVar has the test binary be an app that is watched, instead of a test.
const appVar = "PERISCOPE_TEST_APP"

// upstream is a sandbox over TLS, whose certificate this process trusts as the system's own.
var upstream *http.ServeMux

var (
	upstreamURL string
	served      atomic.Int64 // sandboxes
)

func TestMain(m *testing.M) {
	if name := os.Getenv(appVar); name != "" {
		os.Exit(runApp(context.Background(), name))
	}
	leak := leaktest.New(m)
	dir, err := os.MkdirTemp("", "watch-test-")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	upstream = http.NewServeMux()
	server := httptest.NewUnstartedServer(upstream)
	server.EnableHTTP2 = true
	server.StartTLS()
	roots := filepath.Join(dir, "roots.pem")
	cert := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: server.Certificate().Raw})
	if err := os.WriteFile(roots, cert, 0o600); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	_ = os.Setenv("SSL_CERT_FILE", roots)
	upstreamURL = server.URL
	if resp, err := server.Client().Get(server.URL); err == nil { // it accepts, so that what the tests leave can be told from it
		_ = resp.Body.Close()
		server.Client().CloseIdleConnections()
	}
	status := leak.Run()
	server.Close()
	_ = os.RemoveAll(dir)
	os.Exit(status)
}

// serve has the upstream serve a sandbox below a path, and returns its API's root. Files are
// uploaded to an address of its own, as Slack has one.
func serve(t testing.TB, s *sandbox.Sandbox) string {
	path := fmt.Sprintf("/%d", served.Add(1))
	files := httptest.NewServer(s)
	upstream.Handle(path+"/", http.StripPrefix(path, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r.Host = files.Listener.Addr().String()
		s.ServeHTTP(w, r)
	})))
	t.Cleanup(s.Close)
	t.Cleanup(files.Close)
	return upstreamURL + path + "/api/"
}
