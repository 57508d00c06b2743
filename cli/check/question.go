package check

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"periscope/cli/console"
	"periscope/cli/token"
	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi/text"
)

// question is what is asked about scopes: for which token, and for whom.
type question struct {
	env      *console.Environment
	tokens   token.Flags
	kind     token.KindFlag
	audience string
	user     string
	clientID string
}

// registerKind adds the flags that say for which token and which app.
func (q *question) registerKind(cmd *cobra.Command) {
	q.kind.Register(cmd, "insist on this `KIND` of token: bot, user or workspace (default the token's, else bot and user)")
	console.RegisterClientID(cmd, &q.clientID, "the client `ID` of the app, for its install page")
}

// answer judges scopes, by the rules for the token or kind that was named, or else for bot
// and user tokens.
func (q *question) answer(ctx context.Context, args []string) (answer, error) {
	s, err := findSubject(ctx, q.env, &q.tokens, &q.kind)
	if err != nil {
		return answer{}, err
	}
	scopes := console.ParseScopes(args)
	if s.kind == "" {
		s.kind = q.kindOf(scopes)
	}
	a := answer{subject: s}
	if s.kind == "" {
		a.Verdict = JudgeDivided(scopes)
		a.kind = tokenKind(a.Divided[0])
	} else {
		r, err := q.request(s.kind, scopes)
		if err != nil {
			return answer{}, err
		}
		a.Verdict = Judge(r, s.granted)
	}
	if !a.kind.IsBotOrUser() {
		return a, nil
	}
	a.clientID = cmp.Or(q.clientID, s.token.Entry.ClientID, q.env.Getenv(console.ClientIDVar))
	a.plans, err = plansFor(a)
	return a, err
}

// kindOf is the kind of token that scopes, and for whom they are, speak of where nothing
// else does; empty: bot or user.
func (q *question) kindOf(scopes []catalog.Scope) catalog.TokenKind {
	switch {
	case q.user != "", q.audience == string(model.ForTeam), len(model.WorkspaceOnly(scopes)) > 0:
		return catalog.Workspace
	case q.audience == string(model.ForUser):
		return catalog.UserToken
	case q.audience != "": // the bot, or a word that is refused
		return catalog.Bot
	}
	return ""
}

// tokenKind is the kind of token that the scopes of a part of an install are for.
func tokenKind(r model.Request) catalog.TokenKind {
	if r.For == model.ForUser {
		return catalog.UserToken
	}
	return catalog.Bot
}

// request is the request for the scopes, by the rules for a kind of token.
func (q *question) request(kind catalog.TokenKind, scopes []catalog.Scope) (model.Request, error) {
	r := model.Request{Kind: kind, For: model.Audience(q.audience), User: model.UserID(text.Clean(q.user)), Scopes: scopes}
	audiences := model.RulesFor(kind).Audiences()
	switch {
	case r.User != "" && kind.IsBotOrUser():
		return r, console.CommandLineError("--user is for workspace apps, and this is about "+console.WithArticle(kind)+" token",
			"Leave it away: the app asks the user who installs it.")
	case r.For == "":
		r.For = audiences[0]
	case !slices.Contains(audiences, r.For):
		return r, console.CommandLineError(fmt.Sprintf("--for says neither %s nor %s", audiences[0], audiences[1]),
			fmt.Sprintf("Write --for %s or --for %s.", audiences[0], audiences[1]))
	}
	if r.User != "" {
		r.For = model.ForUser
	}
	return r, nil
}
