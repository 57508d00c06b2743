package cli

import (
	"bufio"
	"context"
	"encoding/json"
	"io"
	"net"
	"strings"
	"testing"

	"periscope/slackapi/sandbox"
)

func TestSandboxServesUntilInterrupted(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	out, in := io.Pipe()
	p := newPlace(t)
	env := p.Environment
	env.Out, env.Err = in, io.Discard
	ended := make(chan int, 1)
	go func() { ended <- Run(ctx, &env, []string{"sandbox", "--addr", "127.0.0.1:0", "--json"}) }()

	line, err := bufio.NewReader(out).ReadBytes('\n')
	if err != nil {
		t.Fatal(err)
	}
	var doc sandboxDocument
	if err := json.Unmarshal(line, &doc); err != nil {
		t.Fatalf("%v: %s", err, line)
	}
	if doc.Schema != "periscope.sandbox/v1" || len(doc.Teams) != len(sandbox.Demo(1).Teams) {
		t.Errorf("document %s", line)
	}
	p.vars["SLACK_API_URL"] = doc.APIURL
	p.run(t, doc.Teams[0].Tokens[0].Token, "info", "--token-stdin").want(t, statusDone, doc.Teams[0].Name)

	cancel()
	if status := <-ended; status != statusDone {
		t.Errorf("ended with status %d", status)
	}
	p.run(t, doc.Teams[0].Tokens[0].Token, "info", "--token-stdin").want(t, statusUnreachable)
}

func TestSandboxAnnouncesItselfInPrintableText(t *testing.T) {
	for _, asJSON := range []bool{false, true} {
		var out strings.Builder
		o := &sandboxOptions{env: &Environment{Out: &out}, json: asJSON}
		if err := o.announce("http://127.0.0.1:8765/api/", sandbox.Demo(1)); err != nil {
			t.Fatal(err)
		}
		if r, found := unfit(out.String()); found {
			t.Errorf("json %v: prints %U", asJSON, r)
		}
		for _, c := range sandbox.Demo(1).Credentials() {
			if !strings.Contains(out.String(), c.Token) {
				t.Errorf("json %v: does not name %s", asJSON, c.Token)
			}
		}
	}
}

func TestSandboxAddresses(t *testing.T) {
	busy, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = busy.Close() })
	for addr, says := range map[string]string{
		busy.Addr().String(): "in use by another program",
		"0.0.0.0:0":          "not an address of this machine alone",
		":0":                 "not an address of this machine alone",
		"[::]:0":             "not an address of this machine alone",
		"example.com:80":     "not an address of this machine alone",
		"127.0.0.1":          "is not HOST:PORT",
	} {
		newPlace(t).run(t, "", "sandbox", "--addr", addr).want(t, statusUsage, says)
	}
}
