// Package token is how commands come by a token: the flags that choose one, finding it
// among the stored teams, asking Slack what it is, storing it and renewing it.
//
// It promises that a token goes to no server but the one it belongs to, unless the
// user names another; that a token is stored only after Slack said which team it is
// of; that a renewed token is stored before it is used; and that a stored token is
// replaced only by one of the same installation, or when the user says so. It refuses a
// token on the command line, and to choose between several tokens.
package token

import (
	"cmp"
	"context"
	"fmt"
	"strings"

	"periscope/cli/console"
	"periscope/keystore"
	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi"
)

// Selection is the token that the command line and the environment name.
type Selection struct {
	model.Token
	Kind   catalog.TokenKind // as it is stored, else as far as the prefix tells
	APIURL string
	Entry  keystore.Entry // zero unless it is stored
	// workspace is the one that is meant, if the token is of an organization.
	workspace model.TeamID
	// Signing is the signing secret that is stored beside it; zero: there is none.
	Signing model.SigningSecret
}

// Client is a client for the token, which says on standard error what it waits for.
func (t Selection) Client(env *console.Environment) (*slackapi.Client, error) {
	return slackapi.New(t.APIURL, t.Token, append(console.SlackOptions(env), InWorkspace(t.workspace))...)
}

// Find finds the one token that the command line and the environment name:
// --token-stdin, SLACK_TOKEN, --team, or the only one that is stored.
func (f *Flags) Find(ctx context.Context, env *console.Environment) (Selection, error) {
	var named []string
	for _, source := range []struct {
		name string
		used bool
	}{
		{"--token-stdin", f.Stdin},
		{"SLACK_TOKEN", env.Getenv("SLACK_TOKEN") != ""},
		{"--team", f.Team != ""},
	} {
		if source.used {
			named = append(named, source.name)
		}
	}
	switch {
	case len(named) > 1:
		return Selection{}, console.CommandLineError("both "+strings.Join(named, " and ")+" name a token",
			"Leave one of them away.")
	case f.Stdin:
		token, err := ReadPiped(ctx, env)
		return f.atHand(env, token), err
	case len(named) == 1 && f.Team == "":
		token, err := model.ParseToken(env.Getenv("SLACK_TOKEN"))
		if err != nil {
			err = model.About("SLACK_TOKEN", err)
		}
		return f.atHand(env, token), err
	}
	return f.FindStored(ctx, env)
}

// atHand is a token that is not stored.
func (f *Flags) atHand(env *console.Environment, token model.Token) Selection {
	return Selection{
		Token: token, Kind: token.Kind(), APIURL: cmp.Or(f.APIURL(env), slackapi.DefaultURL), workspace: model.TeamID(f.workspace),
	}
}

// FindStored reads the token of the team that --team names, or of the only one there is.
func (f *Flags) FindStored(ctx context.Context, env *console.Environment) (Selection, error) {
	store, err := f.Open(env)
	if err != nil {
		return Selection{}, err
	}
	entry, err := f.entry(store.Store)
	if err != nil {
		return Selection{}, err
	}
	server, err := store.Server(ctx, entry, f.APIURL(env))
	if err != nil {
		return Selection{}, err
	}
	t := Selection{
		Kind: entry.Kind, APIURL: server, Entry: entry,
		workspace: cmp.Or(model.TeamID(f.workspace), entry.TeamID),
	}
	c, err := store.usableCredential(ctx, entry, t.APIURL, f.AutoRefresh)
	t.Token, t.Signing = c.Token, c.SigningSecret
	return t, err
}

func (f *Flags) entry(store *keystore.Store) (keystore.Entry, error) {
	if f.Team != "" {
		return store.Find(f.Team)
	}
	entries, err := store.List()
	switch {
	case err != nil:
		return keystore.Entry{}, err
	case len(entries) == 0:
		return keystore.Entry{}, console.CommandLineError("no token was given, and no team is stored",
			"Pipe a token in with --token-stdin, set SLACK_TOKEN, or store one with `periscope team add`.")
	case len(entries) > 1:
		return keystore.Entry{}, console.CommandLineError(fmt.Sprintf("%d teams are stored, and none was chosen", len(entries)),
			"Choose one with --team: "+strings.Join(keysOf(entries), ", ")+".")
	}
	return entries[0], nil
}

func keysOf(entries []keystore.Entry) []string {
	keys := make([]string, len(entries))
	for i, e := range entries {
		keys[i] = e.Key
	}
	return keys
}

// ReadPiped reads a token that is piped in. On a terminal it would be shown as
// it is typed.
func ReadPiped(ctx context.Context, env *console.Environment) (model.Token, error) {
	if env.InTerminal {
		return model.Token{}, console.CommandLineError("--token-stdin reads a token that is piped in, and standard input is a terminal",
			"Pipe the token in, as in `pass slack | periscope info --token-stdin`.")
	}
	pasted, err := console.ReadPiped(ctx, env.In)
	if err != nil {
		return model.Token{}, fmt.Errorf("reading the token from standard input: %w", err)
	}
	return model.ParseToken(pasted)
}
