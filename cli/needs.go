package cli

import (
	"context"
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
	json   bool
}

func newNeedsCommand(env *console.Environment) *cobra.Command {
	opts := &needsOptions{env: env}
	cmd := &cobra.Command{
		Use:   "needs METHOD...",
		Short: "Which scopes do Web API methods need, and does a token have them?",
		Long: `Print which scopes Web API methods need, for each kind of token that may call
them or for the one of --kind. Methods are written as in Slack's documentation, as
in the code of an SDK, or as the URL of their page.

With a token, named by --team, --token-stdin or SLACK_TOKEN, it says whether the
token has the scopes, in which conversations the method would work, and what to
change if not. Without one, nothing is sent to anybody.

The exit status is 1 when a method cannot be called: the token lacks a scope, or
is of a kind that the method is not for. Where Slack does not say whether what the
token holds is enough, the answer is "unknown", and the exit status 0.`,
		Example: `  periscope needs conversations.history
  periscope needs --kind bot chat_postMessage client.reactions.add
  periscope needs --team acme/bot --json https://docs.slack.dev/reference/methods/pins.add`,
		Args:              someMethods,
		ValidArgsFunction: completeMethods,
		RunE:              func(cmd *cobra.Command, args []string) error { return opts.run(cmd.Context(), args) },
	}
	opts.kind.Register(cmd, "answer for tokens of this `KIND`: bot, user or workspace")
	opts.tokens.Register(cmd, env)
	token.RegisterAutoRefresh(cmd, &opts.tokens.AutoRefresh)
	console.RegisterJSON(cmd, &opts.json)
	return cmd
}

func someMethods(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return console.Misuse(cmd.CommandPath()+" needs the methods to look up", "Name them, as in `"+cmd.CommandPath()+" conversations.history`.")
	}
	return nil
}

// completeMethods completes the names of methods.
func completeMethods(_ *cobra.Command, args []string, _ string) ([]cobra.Completion, cobra.ShellCompDirective) {
	var names []cobra.Completion
	for _, m := range catalog.Methods() {
		if !slices.Contains(args, m.Name) {
			names = append(names, m.Name)
		}
	}
	return names, cobra.ShellCompDirectiveNoFileComp
}

func (o *needsOptions) run(ctx context.Context, args []string) error {
	methods, err := findMethods(args)
	if err != nil {
		return err
	}
	if _, err := o.kind.Chosen(); err != nil {
		return err
	}
	held, err := o.tokens.GrantedPermissions(ctx, o.env)
	if err != nil {
		return err
	}
	kind, err := o.kind.Matching(token.KindOf(held))
	if err != nil {
		return err
	}
	token.NoteUnknownScopes(o.env, held)
	n := answersTo(methods, kind, held)
	if o.json {
		err = console.WriteJSON(o.env.Out, n.document())
	} else {
		err = n.print(o.env.Out)
	}
	if err == nil && n.refused() {
		return console.AlreadyReportedError{Exit: console.StatusNo}
	}
	return err
}

// findMethods finds the methods that were typed, each once.
func findMethods(typed []string) ([]catalog.Method, error) {
	var methods []catalog.Method
	for _, name := range typed {
		m, err := model.FindMethod(name)
		if unknown, ok := errors.AsType[*model.UnknownMethodError](err); ok {
			return nil, unknownMethod(unknown)
		}
		if err != nil {
			return nil, err
		}
		if !slices.ContainsFunc(methods, func(known catalog.Method) bool { return known.Name == m.Name }) {
			methods = append(methods, m)
		}
	}
	return methods, nil
}

func unknownMethod(err *model.UnknownMethodError) error {
	next := "Slack lists all methods at https://docs.slack.dev/reference/methods."
	if len(err.Near) > 0 {
		next = "Did you mean " + strings.Join(err.Near, " or ") + "?"
	}
	return &console.Failure{ErrorCode: "unknown_method", Exit: console.StatusUsage, What: "no Web API method is named " + err.Typed, Next: next}
}

// answers are what methods need, and whether a token has it.
type answers struct {
	needed []model.Needed
	held   *model.Permissions // nil: there is no token
}

// answersTo answers for tokens of a kind, or, where it is empty, for each kind
// that may call a method.
func answersTo(methods []catalog.Method, kind catalog.TokenKind, held *model.Permissions) answers {
	a := answers{held: held}
	for _, m := range methods {
		for _, k := range kindsFor(m, kind) {
			a.needed = append(a.needed, model.Need(m, k, held))
		}
	}
	return a
}

// kindsFor are the kinds to answer for, that of the tokens that Slack retired
// last. Of a method that takes no token, or of which Slack does not say which,
// there is one answer, for a kind that is not known.
func kindsFor(m catalog.Method, kind catalog.TokenKind) []catalog.TokenKind {
	if kind != "" {
		return []catalog.TokenKind{kind}
	}
	var all []catalog.TokenKind
	for _, need := range m.Needs {
		all = append(all, need.Kind)
	}
	if i := slices.Index(all, catalog.Workspace); i >= 0 {
		all = append(slices.Delete(all, i, i+1), catalog.Workspace)
	}
	if len(all) == 0 {
		all = append(all, catalog.UnknownKind)
	}
	return all
}

// refused reports whether one of the methods cannot be called.
func (a answers) refused() bool {
	return slices.ContainsFunc(a.needed, func(n model.Needed) bool { return n.Granted == model.No })
}
