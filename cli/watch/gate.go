package watch

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"sync"

	"periscope/cli/console"
	"periscope/cli/project"
	"periscope/model/catalog"
	"periscope/model/leastprivilege"
	"periscope/slackapi/manifest"
	"periscope/slackapi/proxy"
	"periscope/slackapi/record"
)

// gate lets calls through to Slack, or not.
type gate struct {
	sets     leastprivilege.Sets // nil: no set is enforced
	readOnly bool

	mu     sync.Mutex
	unsure []leastprivilege.MethodCount // calls that passed though nothing tells whether the set allows them
}

// newGate reads what is to be enforced, if anything is.
func newGate(ctx context.Context, env *console.Environment, enforced bool, scopes string) (*gate, error) {
	g := &gate{readOnly: env.ReadOnly}
	if !enforced {
		return g, nil
	}
	sets, err := readSets(ctx, env, scopes)
	g.sets = sets
	return g, err
}

// enforcedKinds are the kinds of token that a list of scopes is for.
var enforcedKinds = []catalog.TokenKind{catalog.Bot, catalog.UserToken}

// readSets reads scopes from the command line, or from a file that has a list of them, a
// manifest or a recording.
func readSets(ctx context.Context, env *console.Environment, given string) (leastprivilege.Sets, error) {
	if _, err := os.Stat(given); err != nil && given != "-" {
		return listedSets(given, given)
	}
	data, err := console.ReadInput(ctx, env, given)
	switch {
	case err != nil:
		return nil, err
	case record.IsRecording(data):
		return recordedSets(given, data)
	}
	if sets, err := listedSets(given, string(data)); err == nil {
		return sets, nil
	}
	m, err := manifest.Parse(data)
	if wrong, ok := errors.AsType[*manifest.Error](err); ok {
		return nil, &console.Error{
			Code: "bad_manifest", Status: console.StatusUsage,
			Message: fmt.Sprintf("%s is no list of scopes, no recording, and no manifest (line %d, column %d: %s)",
				console.InputName(given), wrong.Line, wrong.Column, wrong.Reason),
			Next: "Give --enforce scopes as in chat:write,users:read, or a file with them, a manifest or a recording.",
		}
	}
	if err != nil {
		return nil, err
	}
	declared := m.Declared()
	sets := leastprivilege.Sets{}
	for _, kind := range enforcedKinds {
		scopes, _ := declared.For(kind)
		sets[kind] = scopes
	}
	return sets, nil
}

// listedSets reads a list of scopes, which is for bots and users.
func listedSets(from, list string) (leastprivilege.Sets, error) {
	scopes := console.ParseScopes([]string{list})
	for _, s := range scopes {
		if _, known := catalog.Lookup(s); !known {
			next := "Give --enforce scopes as in chat:write,users:read, or a file with them, a manifest or a recording."
			if strings.ContainsAny(from, `/\.`) && !strings.Contains(from, ":") {
				return nil, console.CommandLineError(console.InputName(from)+" is no file", next)
			}
			return nil, console.CommandLineError(fmt.Sprintf("--enforce: %s is no scope that Slack has", s), next)
		}
	}
	if len(scopes) == 0 {
		return nil, console.CommandLineError("--enforce names no scope", "Name some, as in --enforce chat:write,users:read.")
	}
	sets := leastprivilege.Sets{}
	for _, kind := range enforcedKinds {
		sets[kind] = scopes
	}
	return sets, nil
}

// recordedSets are the smallest sets of a recording, with what its calls perhaps used. A
// kind of token that it does not have is held to nothing at all.
func recordedSets(from string, data []byte) (leastprivilege.Sets, error) {
	entries, err := record.Read(data)
	if wrong, ok := errors.AsType[*record.LineError](err); ok {
		return nil, project.BadRecording(from, wrong)
	}
	if err != nil {
		return nil, err
	}
	calls := project.RecordedCalls(entries)
	sets := leastprivilege.Sets{}
	for _, kind := range enforcedKinds {
		j := leastprivilege.Of(kind, calls, nil)
		sets[kind] = slices.Concat(j.Least, j.Careful)
	}
	return sets, nil
}

// function is the gate as the proxy asks it; nil where everything passes.
func (g *gate) function() proxy.Gate {
	if g.sets == nil && !g.readOnly {
		return nil
	}
	return g.check
}

func (g *gate) check(asked record.Entry) *proxy.Refusal {
	if m, _ := catalog.LookupMethod(asked.Method); g.readOnly && !m.Reads() {
		return &proxy.Refusal{By: record.ByReadOnly, Code: "restricted_action"}
	}
	if g.sets == nil {
		return nil
	}
	permit, needed := g.sets.Allow(project.RecordedCall(asked))
	switch permit {
	case leastprivilege.Forbidden:
		return &proxy.Refusal{By: record.ByEnforcement, Code: "missing_scope", Needed: needed, Provided: g.sets[asked.Kind]}
	case leastprivilege.AllowedPerhaps:
		g.mu.Lock()
		defer g.mu.Unlock()
		i := slices.IndexFunc(g.unsure, func(m leastprivilege.MethodCount) bool { return m.Method == asked.Method })
		if i < 0 {
			i = len(g.unsure)
			g.unsure = append(g.unsure, leastprivilege.MethodCount{Method: asked.Method})
		}
		g.unsure[i].Count++
	}
	return nil
}

// passedUnsurely are the calls that passed though nothing tells whether the set allows them.
func (g *gate) passedUnsurely() []leastprivilege.MethodCount {
	g.mu.Lock()
	defer g.mu.Unlock()
	return slices.Clone(g.unsure)
}
