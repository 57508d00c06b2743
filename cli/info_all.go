package cli

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"sync"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"periscope/cli/console"
	"periscope/cli/report"
	"periscope/cli/token"
	"periscope/keystore"
	"periscope/model"
	"periscope/model/catalog"
	"periscope/model/markdown"
	"periscope/process"
	"periscope/slackapi"
)

// readAtOnce is how many tokens are read side by side. Slack's limits are for each app in
// each team, so that this costs none of them anything.
const readAtOnce = 4

// storedToken is one stored token, and what Slack says of it now.
type storedToken struct {
	entry       keystore.Entry
	selection   token.Selection
	team        model.Team // as Slack names it, else as it is stored
	permissions model.Permissions
	missing     *token.MissingDocument
	err         error // nothing was read
}

// runAll prints what all stored tokens may do. That some could not be read is no error,
// but stands in their rows and in the exit status.
func (o *infoOptions) runAll(cmd *cobra.Command, format console.Format) error {
	if o.tokens.Stdin || o.tokens.Team != "" {
		return console.CommandLineError("--all means every stored token, and another flag names one",
			"Leave away --all, or --team and --token-stdin.")
	}
	ctx := cmd.Context()
	tokens, err := o.readAll(ctx)
	if err != nil {
		return err
	}
	switch {
	case format == console.JSONFormat:
		err = console.WriteJSON(o.env.Out, newInfoAllDocument(tokens, o.env.Now()))
	case len(tokens) == 0:
		console.Note(o.env, "no teams are stored; store one with `periscope team add`")
	case format == console.MarkdownFormat:
		err = markdownOfTokens(o.env.Out, tokens, o.env.Now())
	default:
		err = printTokens(o.env.Out, tokens, o.env.Now())
	}
	if err != nil {
		return err
	}
	for _, t := range tokens {
		for _, e := range t.errors() {
			console.Note(o.env, "%s: %s", t.entry.Key, e.Message)
			if e.NextStep != "" {
				fmt.Fprintln(o.env.Err, e.NextStep)
			}
		}
	}
	if status := statusOfTokens(tokens); status != console.StatusDone {
		return console.AlreadyReportedError{Status: status}
	}
	return nil
}

// readAll asks Slack about every stored token. A passphrase is asked for once, and where
// it is not known, the tokens in other places are read all the same.
func (o *infoOptions) readAll(ctx context.Context) ([]*storedToken, error) {
	store, err := o.tokens.Open(o.env)
	if err != nil {
		return nil, err
	}
	entries, err := store.List()
	if err != nil {
		return nil, err
	}
	flags := o.tokens
	keys := make([]string, len(entries))
	for i, e := range entries {
		keys[i] = e.Key
	}
	done, locked := flags.KeepOpen(ctx, o.env, keys...)
	if locked == nil {
		defer done()
	} else if ctx.Err() != nil {
		return nil, locked
	}
	tokens := make([]*storedToken, len(entries))
	for i, e := range entries {
		t := &storedToken{entry: e, team: model.Team{ID: e.TeamID, Name: e.TeamName, URL: e.URL}}
		tokens[i] = t
		switch {
		case slackapi.CheckKind(e.Kind) != nil: // nothing to ask about it
		case locked != nil && e.Backend == keystore.BackendFile:
			t.err = locked
		default: // one after the other: each may ask the user something
			flags.Team = e.Key
			t.selection, t.err = flags.FindStored(ctx, o.env)
		}
	}
	o.askAll(ctx, tokens)
	for _, t := range tokens {
		if e, err := store.Find(t.entry.Key); err == nil { // which may have been renewed
			t.entry = e
		}
	}
	return tokens, ctx.Err()
}

// askAll asks Slack what tokens may do, a few at a time.
func (o *infoOptions) askAll(ctx context.Context, tokens []*storedToken) {
	env := *o.env
	env.Err = &lockedWriter{w: o.env.Err}
	var asking sync.WaitGroup
	free := make(chan struct{}, readAtOnce)
	for _, t := range tokens {
		if t.err != nil || !t.askable() {
			continue
		}
		free <- struct{}{}
		asking.Go(process.Guarded(func() {
			defer func() { <-free }()
			info, err := readInfo(ctx, &env, t.selection)
			if err != nil {
				t.err = err
				return
			}
			t.permissions, t.missing = info.permissions, info.missing
			if info.team.ID != "" {
				t.team = info.team
			}
		}))
	}
	asking.Wait()
}

// lockedWriter lets several goroutines write notes.
type lockedWriter struct {
	mu sync.Mutex
	w  io.Writer
}

func (l *lockedWriter) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.w.Write(p)
}

// askable reports whether Slack says what such a token may do.
func (t *storedToken) askable() bool { return slackapi.CheckKind(t.entry.Kind) == nil }

// tokenState is what became of asking about a token.
type tokenState string

const (
	stateOK          tokenState = "ok"
	statePartial     tokenState = "partial"     // the reading broke off
	stateRefused     tokenState = "refused"     // Slack refused it, or it has run out
	stateUnreachable tokenState = "unreachable" // Slack was not reached
	stateLocked      tokenState = "locked"      // it could not be read where it is stored
	stateNoScopes    tokenState = "no_scopes"   // tokens of this kind hold none in a workspace
)

func (t *storedToken) state() tokenState {
	switch {
	case !t.askable():
		return stateNoScopes
	case t.missing != nil:
		return statePartial
	case t.err == nil:
		return stateOK
	}
	switch _, status := console.Classify(t.err); {
	case status == console.StatusUnreachable:
		return stateUnreachable
	case status == console.StatusRefused && !console.IsType[*keystore.Error](t.err):
		return stateRefused
	}
	return stateLocked
}

// word is the state in few letters: what is wrong, if the error has a word for it.
func (t *storedToken) word() string {
	var worded interface{ Word() string }
	if t.err != nil && errors.As(t.err, &worded) {
		return worded.Word()
	}
	if t.state() == stateNoScopes {
		return "no scopes"
	}
	return string(t.state())
}

// errors are why a token was not read, or not to its end.
func (t *storedToken) errors() []tokenError {
	switch {
	case t.missing != nil:
		return []tokenError{{t.missing.Code, t.missing.String(), t.missing.NextStep}}
	case t.err == nil:
		return []tokenError{}
	}
	e := console.Describe(t.err)
	return []tokenError{{e.Code, console.AsMessage(e.Message), console.AsMessage(e.Next)}}
}

// scopes are all that a token holds, wherever.
func (t *storedToken) scopes() []catalog.Scope { return console.JSONArray(t.permissions.Scopes()) }

// scopeWords are the scopes as text.
func (t *storedToken) scopeWords() string {
	switch {
	case !t.askable():
		return "none in a workspace"
	case t.err != nil || t.permissions.ScopesUnknown:
		return "unknown"
	case len(t.scopes()) == 0:
		return "none"
	}
	return console.Join(t.scopes())
}

// statusOfTokens is the exit status: a refusal counts more than a Slack that was not
// reached, and that more than a place that could not be opened.
func statusOfTokens(tokens []*storedToken) int {
	status := console.StatusDone
	rank := []int{console.StatusDone, console.StatusUsage, console.StatusUnreachable, console.StatusRefused}
	for _, t := range tokens {
		of := console.StatusDone
		switch {
		case t.missing != nil:
			of = t.missing.Status()
		case t.err != nil:
			_, of = console.Classify(t.err)
		}
		if slices.Index(rank, of) > slices.Index(rank, status) {
			status = of
		}
	}
	return status
}

// infoAllDocument is what info --all --json prints. No array in it is ever null. Tokens
// come in the order of team list.
type infoAllDocument struct {
	Schema    string               `json:"schema"`     // "periscope.info_all/v1"
	FetchedAt time.Time            `json:"fetched_at"` // RFC 3339, UTC
	Tokens    []infoAllTokenObject `json:"tokens"`
}

type infoAllTokenObject struct {
	Key   string             `json:"key"` // as in team list
	Team  token.TeamDocument `json:"team"`
	Token token.Document     `json:"token"`
	Store keystore.Backend   `json:"store"`
	// State is ok, partial, refused, unreachable, locked or no_scopes.
	State     tokenState `json:"state"`
	ExpiresAt *time.Time `json:"expires_at"` // RFC 3339, UTC; null: it lasts, or it is not known
	// ScopesTold: Slack said which scopes the token holds. If not, they are unknown, not none.
	ScopesTold bool            `json:"scopes_told"`
	Scopes     []catalog.Scope `json:"scopes"` // all that it holds, on any type
	// Errors say why the token was not read, or not to its end.
	Errors []tokenError `json:"errors"`
}

type tokenError struct {
	Code     string `json:"code"` // as in periscope.error/v1
	Message  string `json:"message"`
	NextStep string `json:"next_step"`
}

func newInfoAllDocument(tokens []*storedToken, now time.Time) infoAllDocument {
	doc := infoAllDocument{Schema: "periscope.info_all/v1", FetchedAt: now.UTC().Truncate(time.Second), Tokens: []infoAllTokenObject{}}
	for _, t := range tokens {
		object := infoAllTokenObject{
			Key: t.entry.Key, Team: token.TeamDocument{ID: t.team.ID, Name: t.team.Name, URL: t.team.URL},
			Token: token.Document{Kind: t.kind(), Redacted: t.entry.Redacted}, Store: t.entry.Backend, State: t.state(),
			ScopesTold: t.askable() && t.err == nil && !t.permissions.ScopesUnknown,
			Scopes:     t.scopes(), Errors: t.errors(),
		}
		if at := t.entry.ExpiresAt; !at.IsZero() {
			utc := at.UTC()
			object.ExpiresAt = &utc
		}
		doc.Tokens = append(doc.Tokens, object)
	}
	return doc
}

// kind is the kind of the token: Slack tells what its prefix does not.
func (t *storedToken) kind() catalog.TokenKind { return cmp.Or(t.permissions.Kind, t.entry.Kind) }

// printTokens writes one line for each token. Scopes come last, because there may be many.
func printTokens(out io.Writer, tokens []*storedToken, now time.Time) error {
	var page bytes.Buffer
	table := tabwriter.NewWriter(&page, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "KEY\tTEAM\tKIND\tSTATE\tLEFT\tSCOPES")
	for _, t := range tokens {
		fmt.Fprintf(table, "%s\t%s\t%s\t%s\t%s\t%s\n",
			t.entry.Key, t.team.Name, t.kind(), t.word(), token.TimeLeft(t.entry, now), t.scopeWords())
	}
	_ = table.Flush() // into memory
	_, err := page.WriteTo(out)
	return err
}

// markdownOfTokens writes the same as a table in Markdown.
func markdownOfTokens(out io.Writer, tokens []*storedToken, now time.Time) error {
	var page bytes.Buffer
	fmt.Fprintf(&page, "# Stored tokens\n\nRead %s.\n\n", now.UTC().Format("2006-01-02 15:04 UTC"))
	fmt.Fprint(&page, "| key | team | kind | state | left | scopes |\n|---|---|---|---|---|---|\n")
	for _, t := range tokens {
		scopes := t.scopeWords()
		if len(t.scopes()) > 0 {
			scopes = report.MarkdownCodes(t.scopes())
		}
		fmt.Fprintf(&page, "| %s | %s | %s | %s | %s | %s |\n", report.MarkdownCode(t.entry.Key), markdown.Text(t.team.Name),
			t.kind(), markdown.Text(t.word()), token.TimeLeft(t.entry, now), scopes)
	}
	_, err := page.WriteTo(out)
	return err
}
