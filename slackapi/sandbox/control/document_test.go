package control_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"regexp"
	"strings"
	"testing"

	"periscope/slackapi/sandbox"
	"periscope/slackapi/sandbox/control"
	"periscope/slackapi/sandbox/sandboxtest"
)

// TestControlDocument does all that CONTROL.md shows, in order, and gets the
// replies that it shows: "…" and ⋯ stand for anything, $T, $D, $S, $V and $F for what was
// answered before. Each route is shown at least once.
func TestControlDocument(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("../CONTROL.md")
	if err != nil {
		t.Fatal(err)
	}
	s, _ := sandboxtest.FrozenDemo(t)
	app := sandboxtest.Listen(t, s, sandbox.DefaultSigningSecret)
	app.Answer = func(d sandboxtest.Delivered) string {
		if strings.Contains(d.Form.Get("payload"), `"name":"games"`) {
			return `{"options":[{"text":"Chess","value":"chess"}]}`
		}
		return ""
	}
	shell := strings.NewReplacer("$B", "", `"$J"`, "'Content-Type: application/json'", "http://127.0.0.1:3000/slack", app.URL)
	known := map[string]string{} // $T, $D, $S, $V and $F
	shown := map[string]bool{}
	routes := http.NewServeMux()
	for pattern := range new(control.Plane).Routes() {
		routes.HandleFunc(pattern, func(http.ResponseWriter, *http.Request) { shown[pattern] = true })
	}
	for _, example := range examplesIn(string(text)) {
		r := curl(t, expand(shell.Replace(example.command), known))
		routes.ServeHTTP(httptest.NewRecorder(), r.Clone(t.Context()))
		got := sandboxtest.Serve(s, r)
		reply, _ := io.ReadAll(got.Body)
		if !like(shell.Replace(example.reply), string(reply), known) {
			t.Errorf("%s\nanswers %s\nwant    %s", example.command, reply, example.reply)
		}
	}
	for pattern := range new(control.Plane).Routes() {
		if !shown[pattern] {
			t.Errorf("CONTROL.md does not show %s", pattern)
		}
	}
}

// example is a curl command and the reply to it.
type example struct{ command, reply string }

func examplesIn(text string) []example {
	var all []example
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		if strings.HasPrefix(line, "curl ") {
			all = append(all, example{line, lines[i+1]})
		}
	}
	return all
}

// curl is the request that a curl command sends.
func curl(t *testing.T, command string) *http.Request {
	t.Helper()
	var path, body string
	verb, header := http.MethodGet, http.Header{}
	words := regexp.MustCompile(`'[^']*'|\S+`).FindAllString(command, -1)[1:]
	for i := 0; i < len(words); i++ {
		switch word := words[i]; word {
		case "-X", "-H", "-d":
			i++
			value := strings.Trim(words[i], "'")
			switch word {
			case "-X":
				verb = value
			case "-H":
				name, is, _ := strings.Cut(value, ": ")
				header.Set(name, is)
			case "-d":
				verb, body = http.MethodPost, value
			}
		default:
			path = word
		}
	}
	r := httptest.NewRequestWithContext(t.Context(), verb, path, strings.NewReader(body))
	r.RemoteAddr, r.Host = "127.0.0.1:54321", "127.0.0.1:8765"
	if header.Get("Content-Type") == "" && body != "" {
		header.Set("Content-Type", sandboxtest.FormMedia)
	}
	r.Header = header
	return r
}

// expand puts in what is known of $T, $D, $S, $V and $F.
func expand(text string, known map[string]string) string {
	for name, value := range known {
		text = strings.ReplaceAll(text, name, value)
	}
	return text
}

// like compares a reply with what is expected of it, and learns $T, $D, $S, $V and $F from it.
func like(want, got string, known map[string]string) bool {
	pattern := regexp.QuoteMeta(expand(want, known))
	pattern = strings.ReplaceAll(strings.ReplaceAll(pattern, "…\"", `[^"]*"`), "⋯", ".*")
	var names []string
	for _, name := range []string{"$T", "$D", "$S", "$V", "$F"} {
		if quoted := regexp.QuoteMeta(name); strings.Contains(pattern, quoted) {
			pattern = strings.Replace(pattern, quoted, `([^"]*)`, 1)
			names = append(names, name)
		}
	}
	found := regexp.MustCompile("^" + pattern + "$").FindStringSubmatch(got)
	if found == nil {
		return false
	}
	for i, name := range names {
		known[name] = found[i+1]
	}
	return true
}
