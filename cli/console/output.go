package console

import (
	"bytes"
	"io"
	"log"
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"periscope/model"
	"periscope/slackapi/text"
)

// Everything that a command prints goes through here, text and JSON, results, notes and
// errors, and so do the completions and the help that package cobra prints. What came
// from outside was cleaned where it was decoded. This is the one place that makes sure
// of it, for what was not: an argument that is repeated, the name of a file, the words of
// a library.

// WithCleanOutput is an environment whose Out and Err print no character that a
// terminal would obey or hide, and no secret: nothing that has the form of a token,
// nothing that this process's variables hold as a secret, and of the arguments nothing
// that looks as client secrets and signing secrets do. finish has to be called when
// nothing more is printed. Lines that are longer than the terminal are broken between
// words. The output of an environment that has one already is not cleaned twice.
func WithCleanOutput(env *Environment, args []string) (clean *Environment, finish func() error) {
	if out, already := env.Out.(*cleanWriter); already {
		return env, out.finish
	}
	hidden := &hiddenSecrets{secrets: secretsIn(env, args)}
	commands := newLogCommands(env, args)
	out := &cleanWriter{to: env.Out, hidden: hidden, commands: commands, columns: env.Columns}
	commands.ownCommands = false // they are a result
	errs := &cleanWriter{to: env.Err, hidden: hidden, commands: commands, columns: env.ErrColumns}
	if WantsJSON(args) {
		out.columns = 0
	}
	copied := *env
	copied.Out, copied.Err = out, errs
	return &copied, func() error {
		err := out.finish()
		_ = errs.finish() // nothing is left to say it on
		return err
	}
}

// Screen is where the explorer draws: Out, but for the cleaning, because it draws with
// escape sequences. It shows what was cleaned where it was decoded.
func (env *Environment) Screen() io.Writer {
	if out, ok := env.Out.(*cleanWriter); ok {
		return out.to
	}
	return env.Out
}

// ErrScreen is Err but for the cleaning, for the output of the app itself, which passes as it
// is.
func (env *Environment) ErrScreen() io.Writer {
	if errs, ok := env.Err.(*cleanWriter); ok {
		return errs.to
	}
	return env.Err
}

// ShowCredentials has Out print credentials that it would hide: those that the sandbox
// made up, for whoever asked the sandbox for them.
func ShowCredentials(env *Environment, credentials ...string) {
	if out, ok := env.Out.(*cleanWriter); ok {
		out.hidden.show(credentials)
	}
}

// SilenceLoggers discards what libraries write to Go's default loggers, which is
// standard error: package net/http reports there what a server sent unasked, token
// included, and the screen may belong to the explorer. Servers and errors of our own
// have other ways to speak.
func SilenceLoggers() { log.SetOutput(io.Discard) } // package log/slog writes there, too

// leastSecret is the length from which on what a variable holds is hidden: shorter
// ones are no secrets, and may be parts of words.
const leastSecret = 16

// hexSecret is what client secrets and signing secrets look like. Behind a dot it is the
// end of a trigger, which is no secret for long.
var hexSecret = regexp.MustCompile(`(?:^|[^0-9A-Za-z.])([0-9A-Fa-f]{32})(?:$|[^0-9A-Za-z])`)

// secretsIn are the secrets that were given to this process, in its variables where they
// belong, in its arguments where they do not.
func secretsIn(env *Environment, args []string) []string {
	var secrets []string
	for _, name := range secretVars {
		if env.Getenv == nil {
			break
		}
		if value := strings.TrimSpace(env.Getenv(name)); len(value) >= leastSecret {
			secrets = append(secrets, value)
		}
	}
	for _, arg := range args {
		for _, found := range hexSecret.FindAllStringSubmatch(arg, -1) {
			secrets = append(secrets, found[1])
		}
	}
	return secrets
}

// hiddenSecrets are what both streams hide beyond what has the form of a token.
type hiddenSecrets struct {
	mu      sync.Mutex
	secrets []string
	shown   []string // credentials that are printed all the same
}

func (h *hiddenSecrets) show(credentials []string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.shown = append(h.shown, credentials...)
	h.secrets = slices.DeleteFunc(h.secrets, func(s string) bool { return slices.Contains(credentials, s) })
}

// in hides them in a line.
func (h *hiddenSecrets) in(line string) string {
	h.mu.Lock()
	defer h.mu.Unlock()
	line = model.HideTokensExcept(line, func(token string) bool {
		return slices.Contains(h.shown, token)
	})
	for _, s := range h.secrets {
		line = strings.ReplaceAll(line, s, "(secret)")
	}
	return line
}

// cleanWriter cleans what is written to it, and writes it on. It holds back, until more is
// written or it is finished, the end of what may go on: of a character, or of a token.
type cleanWriter struct {
	mu       sync.Mutex
	to       io.Writer
	hidden   *hiddenSecrets
	commands logCommands
	held     []byte
	columns  int  // of the terminal; 0: there is none
	midLine  bool // what is written next goes on a line
	text     bool // in which something other than white space stands
}

func (w *cleanWriter) Write(p []byte) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	all := p
	if len(w.held) > 0 {
		all = slices.Concat(w.held, p)
	}
	whole := len(all) - unfinished(all)
	w.held = bytes.Clone(all[whole:])
	if err := w.write(all[:whole]); err != nil {
		return 0, err
	}
	return len(p), nil
}

func (w *cleanWriter) finish() error {
	w.mu.Lock()
	defer w.mu.Unlock()
	rest := w.held
	w.held = nil
	return w.write(rest)
}

func (w *cleanWriter) write(b []byte) error {
	if len(b) == 0 {
		return nil
	}
	var clean bytes.Buffer
	clean.Grow(len(b))
	for line := range strings.SplitAfterSeq(string(b), "\n") {
		if line == "" {
			continue
		}
		line = w.hidden.in(text.Visible(line))
		if !w.midLine {
			line = wrapLine(line, w.columns)
		}
		line = w.commands.neutralize(line, !w.text)
		w.midLine = !strings.HasSuffix(line, "\n")
		w.text = w.midLine && (w.text || strings.TrimSpace(line) != "")
		clean.WriteString(line)
	}
	_, err := w.to.Write(clean.Bytes())
	return err
}

// longestHeld bounds what is held back: no token is longer.
const longestHeld = 1024

// unfinished is how many bytes at the end of what was written may be the beginning of
// something, of a command to who reads a log, too. A prompt, which ends in a space, has none.
func unfinished(b []byte) int {
	last := b[max(0, len(b)-longestHeld):]
	at := bytes.LastIndexFunc(last, func(r rune) bool {
		return r != utf8.RuneError && !strings.ContainsRune("-_.%+/=~\\:#", r) &&
			(r < '0' || r > '9') && (r < 'a' || r > 'z') && (r < 'A' || r > 'Z')
	})
	if at < 0 {
		return len(last)
	}
	_, size := utf8.DecodeRune(last[at:])
	return len(last) - at - size
}
