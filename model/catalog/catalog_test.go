package catalog_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"periscope/model/catalog"
)

var (
	bases = []catalog.Basis{
		catalog.Documented, catalog.PartlyDocumented, catalog.Inferred, catalog.Undocumented,
	}
	// kinds that the catalogue has facts about, in the order in which records list them.
	kinds = []catalog.TokenKind{
		catalog.Workspace, catalog.Bot, catalog.UserToken, catalog.Configuration, catalog.AppLevel, catalog.UnknownKind,
	}
	rules = []catalog.Rule{catalog.NoScope, catalog.OneScope, catalog.AnyOf, catalog.RuleUnknown}
)

func TestResourceTypes(t *testing.T) {
	t.Parallel()
	for i, typ := range catalog.ResourceTypes {
		if typ.Rank() != i || !typ.Known() {
			t.Errorf("%s: rank %d, known %t; want %d, true", typ, typ.Rank(), typ.Known(), i)
		}
		notConversation := typ == catalog.Team || typ == catalog.User
		if typ.Conversation() == notConversation {
			t.Errorf("%s: conversation %t", typ, typ.Conversation())
		}
	}
	future := catalog.ResourceType("huddle")
	if future.Known() || future.Conversation() || future.Rank() != len(catalog.ResourceTypes) {
		t.Errorf("%s: known %t, conversation %t, rank %d; want an unknown type that comes last",
			future, future.Known(), future.Conversation(), future.Rank())
	}
}

// inOrder reports whether list holds members of all only, each once, in the order of all.
func inOrder[T comparable](list, all []T) bool {
	last := -1
	for _, v := range list {
		i := slices.Index(all, v)
		if i <= last {
			return false
		}
		last = i
	}
	return true
}

// sortedOnce reports whether list ascends without doublets.
func sortedOnce[T ~string](list []T) bool {
	return slices.IsSorted(list) && len(slices.Compact(slices.Clone(list))) == len(list)
}

func isDate(s string) bool {
	_, err := time.Parse(time.DateOnly, s)
	return err == nil
}

// isSentence reports whether s is one plain line that starts with a capital and ends in a full stop.
func isSentence(s string) bool {
	return s != "" && s == strings.TrimSpace(s) && strings.HasSuffix(s, ".") && !strings.HasSuffix(s, "..") &&
		s[0] >= 'A' && s[0] <= 'Z' && !strings.ContainsFunc(s, func(r rune) bool { return r < ' ' || r > '~' })
}
