package cli

import (
	"net"
	"net/http"
	"testing"

	"periscope/cli/console"
	"periscope/cli/listen"
	"periscope/model"
	"periscope/slackapi"
)

// TestFinishLetsAnswersOut: Slack sends again what it got no answer to.
func TestFinishLetsAnswersOut(t *testing.T) {
	server, socket, err := listen.Open("127.0.0.1:0", "--listen")
	if err != nil {
		t.Fatal(err)
	}
	began, finishing := make(chan struct{}), make(chan struct{})
	server.Serve(socket, http.HandlerFunc(func(http.ResponseWriter, *http.Request) {
		close(began)
		<-finishing
	}))
	server.Http.RegisterOnShutdown(func() { close(finishing) })
	answered := make(chan error, 1)
	go func() {
		resp, err := http.Get(server.URL)
		if err == nil {
			_ = resp.Body.Close()
		}
		answered <- err
	}()
	<-began
	l := &listen.Listener{Server: server, Incoming: slackapi.NewIncoming(model.SigningSecret{})}
	l.Finish()
	if err := <-answered; err != nil {
		t.Error(err)
	}
	select {
	case <-l.Closed:
	default:
		t.Error("whoever takes the deliveries is not told of the end")
	}
}

func TestListenAddresses(t *testing.T) {
	busy, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = busy.Close() })
	for addr, says := range map[string]string{
		busy.Addr().String(): "--listen 127.0.0.1:0",
		"3000":               "is not HOST:PORT",
	} {
		newStage(t).place.run(t, "", "request", "--listen", addr, "pins:read").want(t, console.StatusUsage, says)
	}
}
