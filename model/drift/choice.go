package drift

import (
	"fmt"
	"strings"

	"periscope/model"
	"periscope/model/catalog"
)

// ChoiceInWords names scopes of which one is enough, each with the conversations that it
// opens: "any of channels:read (public channels), im:read (direct messages)".
func ChoiceInWords(scopes []catalog.Scope) string {
	return "any of " + strings.Join(Choices(scopes), ", ")
}

// Choices are scopes of which one is enough, each with the conversations that it opens:
// "channels:read (public channels)".
func Choices(scopes []catalog.Scope) []string {
	names := make([]string, len(scopes))
	for i, s := range scopes {
		names[i] = string(s)
		if t, ok := s.ConversationType(); ok {
			names[i] += " (" + t.Conversations() + ")"
		}
	}
	return names
}

// NeedsInWords says what the calls lack: "pins:write", or which of several scopes would do,
// each with what it opens. The caller begins the sentence.
func (u UnmetNeed) NeedsInWords() string {
	words := model.Enumerate(u.Scopes, "and")
	if len(u.AnyOf) > 1 && !u.Declared {
		words = ChoiceInWords(u.AnyOf)
	}
	if u.For != "" {
		words += " for " + u.For
	}
	return words
}

// Sentence says what is wrong with the manifest, without a full stop.
func (f ManifestFinding) Sentence() string {
	list := "oauth_config.scopes." + string(f.Kind)
	switch f.Code {
	case OptionalOnly:
		return fmt.Sprintf("%s stands in the optional list alone: Slack wants it in %s as well, and never asks for it otherwise",
			f.For, list)
	case PartnerMissing:
		return fmt.Sprintf("%s needs %s beside it: Slack grants the one only together with the other",
			f.For, model.Enumerate(f.Scopes, "and"))
	}
	needs := model.Enumerate(f.Scopes, "and")
	if len(f.AnyOf) > 1 {
		needs = ChoiceInWords(f.AnyOf)
	}
	sentence := fmt.Sprintf("%s needs %s in %s", f.Feature, needs, list)
	if f.Refusal != "" {
		sentence += ": Slack refuses this manifest with " + f.Refusal
	}
	return sentence
}
