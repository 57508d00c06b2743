package page_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"testing"
	"time"

	"periscope/slackapi/sandbox"
	"periscope/slackapi/sandbox/sandboxtest"
)

// whatAPersonDoes is added to the page's own script: it allows what an app asks for, presses a
// button, writes, waits until the page shows it, and tells the test what became of it.
const whatAPersonDoes = `
(async () => {
  const until = async (is) => { while (!is()) await new Promise((r) => setTimeout(r, 20)); };
  const waiting = () => document.getElementById("waiting").textContent;
  await until(() => document.body.dataset.live);
  document.querySelector("#waiting button[value=approve]").click();
  await until(() => waiting().includes("Nothing."));
  document.querySelector("#messages form.press button").click();
  await until(() => document.getElementById("result").textContent === "Done.");
  document.getElementById("result").textContent = "";
  document.querySelector("#waiting form.press button").click(); // what one person alone sees
  await until(() => document.getElementById("result").textContent === "Done.");
  const line = document.querySelector("form[data-post='/sandbox/messages']");
  line.text.value = "written by a person";
  line.querySelector("button").click();
  await until(() => document.getElementById("messages").textContent.includes("written by a person"));
  await until(() => document.getElementById("calls").textContent.includes("chat.postMessage"));
  const scripts = document.querySelectorAll("body script, body img").length;
  await fetch("/told?" + new URLSearchParams({ title: document.title, scripts: scripts }));
})();
`

// TestThePageInABrowser has headless Chromium open the page of a world with hostile names: they do
// nothing, and what a person presses arrives.
func TestThePageInABrowser(t *testing.T) {
	if os.Getenv("PERISCOPE_TESTS") != "full" {
		t.Skip("a browser takes seconds to start: it runs with PERISCOPE_TESTS=full")
	}
	var browser string
	var err error
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if browser, err = exec.LookPath(name); err == nil {
			break
		}
	}
	if err != nil {
		t.Skip("there is no Chromium on this machine: ", err)
	}
	s := hostileSandbox(t, sandbox.Options{})
	id, err := s.RunCommand(t.Context(), "T1", "U1", "/permit")
	if err != nil {
		t.Fatal(err)
	}
	if got := sandboxtest.Ask(t, s, "xoxa-sandbox-full", "apps.permissions.request", "scopes", "files:read", "trigger_id", string(id)); !got.OK {
		t.Fatalf("%v", got)
	}
	told := make(chan url.Values, 1)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/told":
			told <- r.URL.Query()
		case "/page/page.js":
			own := httptest.NewRecorder()
			s.ServeHTTP(own, r)
			w.Header().Set("Content-Type", own.Header().Get("Content-Type"))
			_, _ = w.Write(append(own.Body.Bytes(), whatAPersonDoes...))
		default:
			s.ServeHTTP(w, r)
		}
	}))
	t.Cleanup(server.Close)
	t.Cleanup(s.Close)
	profile := profileDir(t)
	chromium := exec.CommandContext(t.Context(), browser, "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking",
		"--disable-component-update", "--no-first-run", "--remote-debugging-port=0", "--user-data-dir="+profile, server.URL+"/?channel=C1")
	chromium.Env = append(os.Environ(), "TMPDIR="+profile)
	if err := chromium.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = chromium.Process.Kill(); _ = chromium.Wait() })
	select {
	case got := <-told:
		if got.Get("title") != "Periscope's sandbox" || got.Get("scripts") != "0" {
			t.Errorf("in the browser: %v", got)
		}
	case <-time.After(time.Minute):
		t.Fatal("the browser got no further")
	}
	if n := len(s.Dialogs("T1")); n != 0 {
		t.Errorf("%d dialogs wait after the answer", n)
	}
}

// profileDir is a directory for a browser, whose helpers may still write to it for a moment
// after it was killed.
func profileDir(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "periscope-chromium-") //nolint:usetesting // TempDir fails the test when helpers still write
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		for deadline := time.Now().Add(10 * time.Second); os.RemoveAll(dir) != nil; time.Sleep(10 * time.Millisecond) {
			if time.Now().After(deadline) {
				t.Errorf("%s cannot be removed", dir)
				return
			}
		}
	})
	return dir
}
