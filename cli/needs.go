package cli

import (
	"errors"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"periscope/cli/console"
	"periscope/cli/token"
	"periscope/model"
	"periscope/model/catalog"
)

type needsOptions struct {
	env    *console.Environment
	tokens token.Flags
	kind   token.KindFlag
	format console.FormatFlag
}

func newNeedsCommand(env *console.Environment) *cobra.Command {
	opts := &needsOptions{env: env}
	cmd := &cobra.Command{
		Use:   "needs METHOD|EVENT...",
		Short: "Which scopes do Web API methods and events need, and does a token have them?",
		Long: `Print which scopes Web API methods need, for bot and user tokens and others that may
call them, or for the kind of --kind; for workspace tokens, which Slack retired, with
--kind workspace or where no other kind will do. Methods are written as in Slack's
documentation, as in the code of an SDK, or as the URL of their page. Events of the
Events API are answered, too. What is known besides is printed with it: how a method
is called, its rate limit, which arguments need a scope of their own, and whether
Slack has retired it.

With a token, named by --team, --token-stdin or SLACK_TOKEN, it says whether the
token has the scopes, in which conversations the method would work, and what to
change if not. Without one, nothing is sent.

The exit status is 1 when a method cannot be called: the token lacks a scope, or
is of a kind that the method is not for. Where Slack does not say whether what the
token holds is enough, the answer is "unknown", and the exit status 0.`,
		Example: `  periscope needs conversations.history
  periscope needs --kind bot chat_postMessage client.reactions.add
  periscope needs app_mention message.im
  periscope needs --team acme/bot --json https://docs.slack.dev/reference/methods/pins.add`,
		Args:              requireMethods,
		ValidArgsFunction: completeMethods,
		RunE:              func(cmd *cobra.Command, args []string) error { return opts.run(cmd, args) },
	}
	opts.kind.Register(cmd, "answer for tokens of this `KIND`: bot, user or workspace")
	opts.tokens.Register(cmd, env)
	token.RegisterAutoRefresh(cmd, &opts.tokens.AutoRefresh)
	opts.format.Register(cmd, console.TextFormat, console.JSONFormat, console.MarkdownFormat)
	return cmd
}

func requireMethods(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return console.CommandLineError(cmd.CommandPath()+" looks up methods or events, and none is named",
			"Name them, as in `"+cmd.CommandPath()+" conversations.history`.")
	}
	return nil
}

// completeMethods completes the names of methods and events.
func completeMethods(_ *cobra.Command, args []string, _ string) ([]cobra.Completion, cobra.ShellCompDirective) {
	var names []cobra.Completion
	for _, m := range catalog.Methods() {
		if !slices.Contains(args, m.Name) {
			names = append(names, m.Name)
		}
	}
	for _, e := range catalog.Events() {
		if !slices.Contains(args, e.Name) {
			names = append(names, e.Name)
		}
	}
	return names, cobra.ShellCompDirectiveNoFileComp
}

func (o *needsOptions) run(cmd *cobra.Command, args []string) error {
	format, err := o.format.Format(cmd)
	if err != nil {
		return err
	}
	asked, err := findAsked(args)
	if err != nil {
		return err
	}
	if _, err := o.kind.Kind(); err != nil {
		return err
	}
	held, err := o.tokens.GrantedPermissions(cmd.Context(), o.env)
	if err != nil {
		return err
	}
	kind, err := o.kind.Matching(token.KindOf(held))
	if err != nil {
		return err
	}
	token.NoteUnknownScopes(o.env, held)
	n := answersTo(asked, kind, held)
	switch format {
	case console.JSONFormat:
		err = console.WriteJSON(o.env.Out, n.document())
	case console.MarkdownFormat:
		err = n.markdown(o.env.Out)
	default:
		err = n.print(o.env.Out)
	}
	if err == nil && n.refused() {
		return console.AlreadyReportedError{Status: console.StatusNo}
	}
	return err
}

// asked is what the user wants to know the scopes of: methods and events, each once.
type asked struct {
	methods []catalog.Method
	events  []catalog.Event
}

// findAsked finds the methods and events that were typed. The few names that are of both
// stand for both.
func findAsked(typed []string) (asked, error) {
	var a asked
	for _, name := range typed {
		e, isEvent := model.FindEvent(name)
		if isEvent && !slices.ContainsFunc(a.events, func(known catalog.Event) bool { return known.Name == e.Name }) {
			a.events = append(a.events, e)
		}
		m, err := model.FindMethod(name)
		if unknown, ok := errors.AsType[*model.UnknownMethodError](err); ok {
			if isEvent {
				continue
			}
			return asked{}, unknownMethod(unknown)
		}
		if err != nil {
			return asked{}, err
		}
		if !slices.ContainsFunc(a.methods, func(known catalog.Method) bool { return known.Name == m.Name }) {
			a.methods = append(a.methods, m)
		}
	}
	return a, nil
}

func unknownMethod(err *model.UnknownMethodError) error {
	next := "Slack lists all methods at https://docs.slack.dev/reference/methods, " +
		"and all events at https://docs.slack.dev/reference/events."
	if len(err.Near) > 0 {
		next = "Did you mean " + strings.Join(err.Near, " or ") + "?"
	}
	return &console.Error{
		Code: "unknown_method", Status: console.StatusUsage,
		Message: "no Web API method is named " + err.Typed, Next: next,
	}
}

// answers are what methods and events need, and whether a token has it.
type answers struct {
	needed []model.MethodAccess
	events []model.MethodAccess
	held   *model.Permissions // nil: there is no token
}

// answersTo answers for tokens of a kind or, if it is empty, for each kind that may
// call a method.
func answersTo(asked asked, kind catalog.TokenKind, held *model.Permissions) answers {
	a := answers{held: held}
	for _, m := range asked.methods {
		for _, k := range kindsFor(m, kind) {
			a.needed = append(a.needed, model.AccessTo(m, k, held))
		}
	}
	for _, e := range asked.events {
		kinds := []catalog.TokenKind{kind}
		if kind == "" {
			kinds = kindsForEvent(e)
		}
		for _, k := range kinds {
			a.events = append(a.events, model.AccessToEvent(e, k, held))
		}
	}
	return a
}

// kindsFor are the kinds to answer for: workspace tokens, which are retired, only if
// nothing else will do. For a method whose tokens are not known there is one answer, for
// an unknown kind.
func kindsFor(m catalog.Method, kind catalog.TokenKind) []catalog.TokenKind {
	if kind != "" {
		return []catalog.TokenKind{kind}
	}
	kinds := m.Kinds()
	if len(kinds) == 0 {
		return []catalog.TokenKind{catalog.UnknownKind}
	}
	if len(kinds) == 1 {
		return kinds
	}
	return slices.DeleteFunc(kinds, func(k catalog.TokenKind) bool { return k == catalog.Workspace })
}

// kindsForEvent are those of bot and user tokens that can hold a scope of an event.
func kindsForEvent(e catalog.Event) []catalog.TokenKind {
	var kinds []catalog.TokenKind
	for _, k := range []catalog.TokenKind{catalog.Bot, catalog.UserToken} {
		if model.AccessToEvent(e, k, nil).Callable {
			kinds = append(kinds, k)
		}
	}
	return kinds
}

// refused reports whether one of the methods cannot be called, or one of the events not
// received.
func (a answers) refused() bool {
	return slices.ContainsFunc(slices.Concat(a.needed, a.events), func(n model.MethodAccess) bool { return n.Granted == model.No })
}
