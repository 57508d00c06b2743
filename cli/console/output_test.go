package console

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"log"
	"log/slog"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

// printedBy is what reaches the two streams of an environment with clean output.
func printedBy(vars map[string]string, args []string, write func(*Environment)) (out, errs string) {
	var stdout, stderr bytes.Buffer
	env, finish := WithCleanOutput(&Environment{Out: &stdout, Err: &stderr, Getenv: func(name string) string { return vars[name] }}, args)
	write(env)
	_ = finish() // into memory
	return stdout.String(), stderr.String()
}

func TestWhatIsPrintedIsClean(t *testing.T) {
	t.Parallel()
	const hex = "0123456789abcdef0123456789abcdef"
	vars := map[string]string{"SLACK_CLIENT_SECRET": "made-up-client-secret", "SLACK_SIGNING_SECRET": "short"}
	args := []string{"info", "--team=" + hex, "1700000000.123." + strings.Repeat("ab", 16)}
	for text, want := range map[string]string{
		"":                                "",
		"plain\n\ttext\n":                 "plain\n\ttext\n",
		"total 東京 ❤\ufe0f e\u0301\n":      "total 東京 ❤\ufe0f e\u0301\n",
		"a\x1b[31m\x07\r\n":               "a␛[31m␇␍\n",
		"a\u009b\u202e\u200b\ufeff\xff\n": "a�����\n",
		"a\U000e0041":                     "a�",
		"\x7f":                            "␡",
		"a xoxb-sandbox-acme b":           "a xoxb-… b",
		"XOXB-SANDBOX":                    "XOXB-…",
		"xoxb%2Dsandbox":                  "(token)",
		"is made-up-client-secret known?": "is (secret) known?",
		"too short":                       "too short",
		"team " + hex + ".":               "team (secret).",
		"1700000000.123." + strings.Repeat("ab", 16): "1700000000.123." + strings.Repeat("ab", 16),
	} {
		out, errs := printedBy(vars, args, func(env *Environment) { fmt.Fprint(env.Out, text); fmt.Fprint(env.Err, text) })
		if out != want || errs != want {
			t.Errorf("%q is printed as %q and %q, want %q", text, out, errs, want)
		}
	}
}

// TestWhatIsPrintedInPieces is as clean, wherever the pieces end.
func TestWhatIsPrintedInPieces(t *testing.T) {
	t.Parallel()
	const text, want = "東京 xoxb-sandbox-acme, \u202e\\u0078oxb-sandbox\nBearer xoxp-sandbox-acme", "東京 xoxb-…, �(token)\nBearer xoxp-…"
	for first := range len(text) {
		for second := first; second < len(text); second++ {
			out, _ := printedBy(nil, nil, func(env *Environment) {
				for _, piece := range []string{text[:first], text[first:second], text[second:]} {
					if n, err := io.WriteString(env.Out, piece); n != len(piece) || err != nil {
						t.Fatalf("%d of %d bytes, %v", n, len(piece), err)
					}
				}
			})
			if out != want {
				t.Fatalf("%q %q %q is printed as %q", text[:first], text[first:second], text[second:], out)
			}
		}
	}
}

func TestPromptsAreNotHeldBack(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	env, _ := WithCleanOutput(&Environment{Out: &out, Err: &out}, nil)
	for _, prompt := range []string{"Token (not shown): ", "Replace it? [y/N] ", "done\n"} {
		out.Reset()
		fmt.Fprint(env.Err, prompt)
		if out.String() != prompt {
			t.Errorf("of %q there is %q on the terminal", prompt, out.String())
		}
	}
}

func TestMadeUpCredentialsAreShown(t *testing.T) {
	t.Parallel()
	vars := map[string]string{"SLACK_SIGNING_SECRET": "sandbox-signing-secret"}
	out, _ := printedBy(vars, nil, func(env *Environment) {
		ShowCredentials(env, "xoxb-sandbox-acme", "sandbox-signing-secret")
		fmt.Fprintf(env.Out, "%q %s, xoxb-sandbox-acmes, xoxb-sandbox sandbox-signing-secret", "xoxb-sandbox-acme", "xoxb-sandbox-acme")
	})
	if want := `"xoxb-sandbox-acme" xoxb-sandbox-acme, xoxb-…, xoxb-… sandbox-signing-secret`; out != want {
		t.Errorf("%s, want %s", out, want)
	}
}

func TestTheExplorerDrawsUnchanged(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	plain := &Environment{Out: &out, Err: &out}
	env, _ := WithCleanOutput(plain, nil)
	if env.Screen() != plain.Out || plain.Screen() != plain.Out {
		t.Error("the screen is not the terminal")
	}
	if again, _ := WithCleanOutput(env, nil); again != env {
		t.Error("cleaned twice")
	}
}

func TestFullDiskIsSeenThroughTheCleaning(t *testing.T) {
	t.Parallel()
	full := errors.New("full")
	env, finish := WithCleanOutput(&Environment{Out: failing{full}, Err: failing{full}}, nil)
	if _, err := fmt.Fprintln(env.Out, "x"); !errors.Is(err, full) {
		t.Errorf("written: %v", err)
	}
	if _, err := fmt.Fprint(env.Out, "held"); err != nil {
		t.Errorf("held back: %v", err)
	}
	if err := finish(); !errors.Is(err, full) {
		t.Errorf("finished: %v", err)
	}
}

type failing struct{ error }

func (f failing) Write([]byte) (int, error) { return 0, f.error }

// TestDefaultLoggersAreSilent changes what the whole process logs, and changes it back.
func TestDefaultLoggersAreSilent(t *testing.T) {
	var logged bytes.Buffer
	defer log.SetOutput(log.Writer())
	log.SetOutput(&logged)
	SilenceLoggers()
	log.Print("a token")
	slog.Error("a token")
	if logged.Len() > 0 {
		t.Errorf("logged: %s", &logged)
	}
}

// FuzzCleanOutput: whatever is printed, in whatever pieces, reaches the terminal as text.
func FuzzCleanOutput(f *testing.F) {
	f.Add("a \x1b]0;b\x07", "xoxb-sand", "box \u202e\xff")
	f.Fuzz(func(t *testing.T, a, b, c string) {
		out, _ := printedBy(nil, []string{a}, func(env *Environment) {
			for _, s := range []string{a, b, c} {
				fmt.Fprint(env.Out, s)
			}
		})
		if !utf8.ValidString(out) {
			t.Errorf("%q is not UTF-8", out)
		}
		for _, r := range out {
			if r != '\n' && r != '\t' && (unicode.IsControl(r) || unicode.Is(unicode.Cf, r)) {
				t.Errorf("%q holds %U", out, r)
			}
		}
	})
}

// FuzzAsMessage: a message is made of any sentence.
func FuzzAsMessage(f *testing.F) {
	f.Add("")
	f.Add(" m.yaml is no manifest.")
	f.Add("\xff.")
	f.Fuzz(func(t *testing.T, sentence string) {
		if got := AsMessage(sentence); utf8.ValidString(sentence) && len(got) < len(sentence)-len(".")-utf8.UTFMax {
			t.Errorf("of %q remains %q", sentence, got)
		}
	})
}
