package model_test

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"log"
	"log/slog"
	"slices"
	"strings"
	"testing"
	"text/template"

	"periscope/model"
)

// hidden is every five characters in a row of what a redaction hides, in clear
// and in hexadecimal.
var hidden = func() (windows []string) {
	body := strings.TrimSuffix(fakeTail, "wxyz")
	for i := range len(body) - 4 {
		window := body[i : i+5]
		windows = append(windows, window, hex.EncodeToString([]byte(window)))
	}
	return windows
}()

// layout is what fmt puts between hexadecimal digits.
var layout = strings.NewReplacer(" ", "", ",", "", "0x", "", "0X", "")

// leaks reports whether out shows any of what is hidden.
func leaks(out string) bool {
	digits := strings.ToLower(layout.Replace(out))
	return slices.ContainsFunc(hidden, func(window string) bool {
		return strings.Contains(out, window) || strings.Contains(digits, window)
	})
}

func TestLeaksFindsSecrets(t *testing.T) {
	t.Parallel()
	secret := "xoxb-" + fakeTail
	for _, format := range []string{"%s", "%q", "%x", "%X", "% x", "%# x", "%#X", "%+q"} {
		if out := fmt.Sprintf(format, secret); !leaks(out) {
			t.Errorf("%s of a secret goes unnoticed", format)
		}
	}
	if leaks("xoxb-…wxyz") {
		t.Error("a redaction counts as a leak")
	}
}

// wrappings of a token in which package fmt finds its methods, and two in
// which it cannot: unexported fields are printed as they lie in memory.
func wrappings(token model.Token) map[string]any {
	type exported struct{ Token model.Token }
	type unexported struct{ token model.Token }
	type nested struct {
		inner *exported
		list  []unexported
	}
	return map[string]any{
		"itself":           token,
		"pointer":          &token,
		"exported field":   exported{token},
		"unexported field": unexported{token},
		"nested":           nested{&exported{token}, []unexported{{token}}},
		"pointer to":       &unexported{token},
		"slice":            []model.Token{token},
		"array":            [1]model.Token{token},
		"map value":        map[string]model.Token{"acme": token},
		"map key":          map[model.Token]string{token: "acme"},
		"interface":        []any{token, &token},
		"error":            fmt.Errorf("reading %v: %w", token, errors.New("broken")),
	}
}

func TestNoVerbPrintsAToken(t *testing.T) {
	t.Parallel()
	const verbs = "vsqxXdobcUtTeEfFgGpw!z%" // the last leaves the token over, which is printed then
	flags := []string{"", "+", "#", " ", "+#", "# ", "-40", ".50", "08"}
	for _, p := range prefixes {
		for name, v := range wrappings(fakeToken(t, p.prefix)) {
			for _, verb := range verbs {
				for _, flag := range flags {
					format := "%" + flag + string(verb)
					if out := fmt.Sprintf(format, v); leaks(out) {
						t.Fatalf("%s of %s token, %s: the secret is printed", format, p.prefix, name)
					}
				}
			}
			if out := fmt.Sprint(v) + fmt.Sprintln(v); leaks(out) {
				t.Errorf("%s token, %s: printed without a verb, the secret shows", p.prefix, name)
			}
		}
	}
}

func TestVerbsPrintTheRedaction(t *testing.T) {
	t.Parallel()
	token := fakeToken(t, "xoxa-")
	for format, want := range map[string]string{
		"%v": "xoxa-…wxyz", "%s": "xoxa-…wxyz", "%x": "xoxa-…wxyz", "%+v": "xoxa-…wxyz", "%#v": "model.Token(xoxa-…wxyz)",
	} {
		if got := fmt.Sprintf(format, token); got != want {
			t.Errorf("%s prints %s; want %s", format, got, want)
		}
	}
}

func TestNoEncodingHoldsAToken(t *testing.T) {
	t.Parallel()
	for _, p := range prefixes {
		token := fakeToken(t, p.prefix)
		for name, v := range wrappings(token) {
			out, err := json.Marshal(v)
			if err != nil || leaks(string(out)) {
				t.Errorf("JSON of %s token, %s: leaks %t, error %v", p.prefix, name, leaks(string(out)), err)
			}
		}
		out, err := xml.Marshal(struct {
			XMLName struct{}    `xml:"team"`
			Attr    model.Token `xml:"attr,attr"`
			Element model.Token
		}{Attr: token, Element: token})
		if err != nil || leaks(string(out)) || !strings.Contains(string(out), "…wxyz") {
			t.Errorf("XML of %s token: leaks %t, error %v", p.prefix, leaks(string(out)), err)
		}
		text, err := token.MarshalText()
		if err != nil || string(text) != token.String() {
			t.Errorf("text of %s token is %s, error %v", p.prefix, text, err)
		}
	}
}

func TestJSONHoldsTheRedaction(t *testing.T) {
	t.Parallel()
	token := fakeToken(t, "xoxp-")
	out, err := json.Marshal(map[string]any{"token": token, "by": map[model.Token]int{token: 1}})
	if want := `{"by":{"xoxp-…wxyz":1},"token":"xoxp-…wxyz"}`; err != nil || string(out) != want {
		t.Errorf("JSON is %s, error %v; want %s", out, err, want)
	}
}

func TestNoLogHoldsAToken(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	options := &slog.HandlerOptions{AddSource: true}
	loggers := map[string]*slog.Logger{
		"text": slog.New(slog.NewTextHandler(&out, options)),
		"json": slog.New(slog.NewJSONHandler(&out, options)),
	}
	for _, p := range prefixes {
		token := fakeToken(t, p.prefix)
		for name, v := range wrappings(token) {
			for format, logger := range loggers {
				out.Reset()
				logger.With("with", v).WithGroup("group").Error("call refused", "attr", v, slog.Group("more", "deep", v))
				if leaks(out.String()) || out.Len() == 0 {
					t.Errorf("slog, %s, of %s token, %s: the secret is logged, or nothing is", format, p.prefix, name)
				}
			}
			out.Reset()
			log.New(&out, "", 0).Println("call refused", v)
			if leaks(out.String()) {
				t.Errorf("log of %s token, %s: the secret is logged", p.prefix, name)
			}
		}
		if got := token.LogValue().String(); got != token.String() {
			t.Errorf("log value of %s token is %s", p.prefix, got)
		}
	}
}

func TestErrorsAndTemplatesHoldNoToken(t *testing.T) {
	t.Parallel()
	for _, p := range prefixes {
		token := fakeToken(t, p.prefix)
		refused := fmt.Errorf("calling Slack with %s: %w", token, errors.New("invalid_auth"))
		all := errors.Join(refused, fmt.Errorf("again, with %#v: %w", []model.Token{token}, refused))
		if leaks(all.Error()) || leaks(fmt.Sprintf("%+v %#v", all, all)) {
			t.Errorf("%s token: an error holds the secret", p.prefix)
		}
		var out strings.Builder
		page := template.Must(template.New("").Parse(`{{.}} {{printf "%q %x %v" . . .}} {{print .}} {{. | html}}`))
		if err := page.Execute(&out, token); err != nil || leaks(out.String()) {
			t.Errorf("%s token: a template shows the secret, error %v", p.prefix, err)
		}
	}
}
