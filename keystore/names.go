package keystore

import (
	"cmp"
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"strings"

	"periscope/model"
	"periscope/model/catalog"
)

// CheckName reports whether a token may have a name: nil, or a [*NameError].
func CheckName(name string) error {
	if !isPlainName(name) || CheckListed(name) != nil {
		return &NameError{name}
	}
	return nil
}

// bareSecret is what client secrets and signing secrets look like.
var bareSecret = regexp.MustCompile("^[0-9A-Fa-f]{32}$")

// CheckListed refuses texts that would stand in the list of teams, which is not encrypted,
// and are or hold a secret: one that was pasted in the place of a name or a client id.
func CheckListed(texts ...string) error {
	for _, t := range texts {
		if model.HoldsToken(t) || bareSecret.MatchString(t) {
			return ErrSecretInList
		}
	}
	return nil
}

// maxName bounds a name, in bytes.
const maxName = 64

// NameOfKind is the name of one of several tokens that were to have one name: "deploy-bot".
func NameOfKind(name string, kind catalog.TokenKind) string {
	suffix := "-" + string(kind)
	return name[:min(len(name), maxName-len(suffix))] + suffix
}

// NameError says that a token cannot have a name.
type NameError struct{ Name string }

func (e *NameError) Error() string { return fmt.Sprintf("%q cannot be the name of a token", e.Name) }

// Sentence says what happened.
func (e *NameError) Sentence() string { return sentence(e) }

// NextStep says which names are possible.
func (e *NameError) NextStep() string {
	return "Use up to 64 letters, digits and hyphens, and begin with a letter or a digit."
}

// Code names the error, for scripts.
func (e *NameError) Code() string { return "bad_name" }

// keyFor makes the key of a team's token, "acme/bot": the team's prefix, and the
// name. With no name, the kind is the name.
func keyFor(stored []Entry, team model.Team, name string, kind catalog.TokenKind) (string, error) {
	prefix, err := teamPrefix(stored, team)
	return prefix + "/" + cmp.Or(name, string(kind)), err
}

// teamPrefix returns the first part of a team's keys: the one that its stored
// tokens have, else the team's domain or, if that is not known, its name. If
// another team has that prefix, or there is none, the prefix is the team's id.
func teamPrefix(stored []Entry, team model.Team) (string, error) {
	taken := map[string]bool{}
	for _, e := range stored {
		prefix, _, _ := strings.Cut(e.Key, "/")
		if e.TeamID == team.ID && isPlainName(prefix) {
			return prefix, nil
		}
		taken[prefix] = true
	}
	for _, name := range []string{cmp.Or(domain(team.URL), hyphenate(team.Name)), string(team.ID)} {
		if isPlainName(name) && !taken[name] {
			return name, nil
		}
	}
	return "", errors.New("slack did not say which team the token belongs to")
}

// domain returns the first label of a team's address: "acme" of "https://acme.slack.com/".
func domain(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	label, _, _ := strings.Cut(u.Hostname(), ".")
	return strings.ToLower(label)
}

// hyphenate writes a name like a domain: "acme-hq" for "Acme HQ". The tokens of
// an installation are stored before Slack is asked for the domain.
func hyphenate(name string) string {
	words := strings.FieldsFunc(strings.ToLower(name), isNoNamePart)
	return strings.Trim(strings.Join(words, "-"), "-")
}

// isPlainName reports whether a name can be typed in a shell without quotes, and is
// taken for no flag.
func isPlainName(name string) bool {
	return name != "" && len(name) <= maxName && name[0] != '-' && !strings.ContainsFunc(name, isNoNamePart)
}

func isNoNamePart(r rune) bool {
	return (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (r < '0' || r > '9') && r != '-'
}
