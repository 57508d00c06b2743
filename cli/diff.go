package cli

import (
	"context"
	"fmt"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"periscope/cli/console"
	"periscope/cli/token"
	"periscope/keystore"
)

type diffOptions struct {
	env    *console.Environment
	tokens token.Flags
	json   bool
}

func newDiffCommand(env *console.Environment) *cobra.Command {
	opts := &diffOptions{env: env}
	cmd := &cobra.Command{
		Use:   "diff BEFORE [AFTER]",
		Short: "Print what a token gained and lost, or how two differ",
		Long: `Print the scopes and resources that lie between two sets of permissions. Each
side is the key of a stored team, which is read from Slack now, or a file that
"periscope info --json" was saved to; - is standard input. A team's key comes
before a file of the same name, which ./NAME names.

With a file alone, it is compared with its team now: with the token of --team,
--token-stdin or SLACK_TOKEN, else with the stored one of that team.

Lines that start with + are in AFTER only, those with - in BEFORE only. The exit
status is 0 when nothing differs and 1 when something does. It is 3 when Slack did
not say which scopes a token holds and nothing else differs.`,
		Example: `  periscope info --team acme/bot --json > before.json
  periscope diff before.json
  periscope diff acme/bot umbrella/bot
  periscope diff --json before.json after.json`,
		Args:              oneOrTwoSides,
		ValidArgsFunction: completeSides(env),
		RunE:              func(cmd *cobra.Command, args []string) error { return opts.run(cmd.Context(), args) },
	}
	opts.tokens.Register(cmd, env)
	token.RegisterAutoRefresh(cmd, &opts.tokens.AutoRefresh)
	console.RegisterJSON(cmd, &opts.json)
	return cmd
}

func oneOrTwoSides(cmd *cobra.Command, args []string) error {
	switch {
	case len(args) == 0 || len(args) > 2:
		return console.Misuse(cmd.CommandPath()+" compares two sides", "Name two teams or files, or one file to compare with its team now.")
	case len(args) == 2 && args[0] == "-" && args[1] == "-":
		return console.Misuse("both sides are standard input", "Name a file for one of them.")
	}
	return nil
}

// completeSides completes the keys of stored teams, and files.
func completeSides(env *console.Environment) cobra.CompletionFunc {
	keys := token.CompleteKeys(env)
	return func(cmd *cobra.Command, args []string, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
		if len(args) > 1 {
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
		found, _ := keys(cmd, nil, typed)
		return found, cobra.ShellCompDirectiveDefault
	}
}

// side is one of the two that are compared.
type side struct {
	name string // a key or a file, clean
	info tokenInfo
}

func (o *diffOptions) run(ctx context.Context, args []string) error {
	before, after, err := o.sides(ctx, args)
	if err != nil {
		return err
	}
	c := compare(before, after)
	if o.json {
		err = console.WriteJSON(o.env.Out, c.document())
	} else {
		err = c.print(o.env.Out)
	}
	switch {
	case err != nil:
		return err
	case !c.difference.Empty():
		return console.AlreadyReportedError{Exit: console.StatusNo}
	case c.difference.ScopesUntold:
		console.Note(o.env, "nothing else differs, and Slack did not say which scopes the token holds")
		return console.AlreadyReportedError{Exit: console.StatusRefused}
	}
	return nil
}

func (o *diffOptions) sides(ctx context.Context, args []string) (before, after side, err error) {
	if len(args) == 1 {
		return o.sinceThen(ctx, args[0])
	}
	if o.tokens.Stdin || o.tokens.Team != "" {
		return side{}, side{}, console.Misuse("both sides are named, and a token as well",
			"Name two sides, or one file together with --team or --token-stdin.")
	}
	done, err := o.tokens.KeepOpen(ctx, o.env, args...)
	if err != nil {
		return side{}, side{}, err
	}
	defer done()
	if before, err = o.side(ctx, args[0]); err == nil {
		after, err = o.side(ctx, args[1])
	}
	return before, after, err
}

// side is a stored team, or else a file.
func (o *diffOptions) side(ctx context.Context, name string) (side, error) {
	if name == "-" {
		return o.file(ctx, name)
	}
	unlisted := o.listed(name)
	if unlisted == nil {
		return o.Stored(ctx, name)
	}
	if _, err := os.Stat(name); err == nil || strings.HasPrefix(name, ".") {
		return o.file(ctx, name)
	}
	if console.IsA[*keystore.UnknownTeamError](unlisted) {
		return side{}, console.Misuse(fmt.Sprintf("no stored team and no file is called %q", console.InputName(name)),
			"List the teams with `periscope team list`, or save a file with `periscope info --json > FILE`.")
	}
	return side{}, unlisted
}

// listed reports whether a team is stored: nil if it is.
func (o *diffOptions) listed(key string) error {
	store, err := o.tokens.Store.Open(o.env)
	if err != nil {
		return err
	}
	_, err = store.Find(key)
	return err
}

func (o *diffOptions) file(ctx context.Context, name string) (side, error) {
	data, err := console.ReadInput(ctx, o.env, name)
	if err != nil {
		return side{}, err
	}
	info, err := parseSnapshot(name, data)
	return side{console.InputName(name), info}, err
}

func (o *diffOptions) Stored(ctx context.Context, key string) (side, error) {
	flags := o.tokens
	flags.Team = key
	token, err := flags.Stored(ctx, o.env)
	if err != nil {
		return side{}, err
	}
	info, err := readInfo(ctx, o.env, token)
	return side{key, info}, err
}

// sinceThen is a file, and its team now.
func (o *diffOptions) sinceThen(ctx context.Context, name string) (before, after side, err error) {
	if name == "-" && o.tokens.Stdin {
		return side{}, side{}, console.Misuse("both the file and the token are to be read from standard input", "Name a file.")
	}
	if o.listed(name) == nil {
		return side{}, side{}, console.Misuse("there is nothing to compare "+name+" with", "Name another team or a saved file as well.")
	}
	if before, err = o.file(ctx, name); err != nil {
		return side{}, side{}, err
	}
	if !o.tokens.Given(o.env) {
		key, err := o.keyOf(before)
		if err != nil {
			return side{}, side{}, err
		}
		after, err = o.Stored(ctx, key)
		return before, after, err
	}
	token, err := o.tokens.Find(ctx, o.env)
	if err != nil {
		return side{}, side{}, err
	}
	info, err := readInfo(ctx, o.env, token)
	return before, side{"now", info}, err
}

// keyOf finds the stored token of the team, and of the kind, that a file is of.
func (o *diffOptions) keyOf(saved side) (string, error) {
	store, err := o.tokens.Store.Open(o.env)
	if err != nil {
		return "", err
	}
	entries, err := store.List()
	if err != nil {
		return "", err
	}
	var keys []string
	for _, e := range entries {
		if e.TeamID == saved.info.team.ID && e.Kind == saved.info.kind {
			keys = append(keys, e.Key)
		}
	}
	whose := fmt.Sprintf("%s token of %s (%s)", saved.info.kind, saved.info.team.Name, saved.info.team.ID)
	switch len(keys) {
	case 0:
		return "", console.Misuse(fmt.Sprintf("%s is of a %s, and none is stored", saved.name, whose),
			"Choose a token with --team, --token-stdin or SLACK_TOKEN, or name a second file.")
	case 1:
		return keys[0], nil
	}
	return "", console.Misuse(fmt.Sprintf("%s is of a %s, and several are stored", saved.name, whose),
		"Choose one with --team: "+strings.Join(keys, ", ")+".")
}
