package keystore

import (
	"cmp"
	"errors"
	"fmt"
	"net/url"
	"periscope/model"
	"periscope/model/catalog"
	"strings"
)

// CheckName reports whether a token may have a name: nil, or a [*NameError].
func CheckName(name string) error {
	if !isPlainName(name) {
		return &NameError{name}
	}
	return nil
}

// NameError says that a token cannot go by a name.
type NameError struct{ Name string }

func (e *NameError) Error() string { return fmt.Sprintf("%q cannot be the name of a token", e.Name) }

// Sentence says what happened.
func (e *NameError) Sentence() string { return sentence(e) }

// NextStep says which names are possible.
func (e *NameError) NextStep() string {
	return "Use up to 64 letters, digits and hyphens."
}

// Code names the error, for scripts.
func (e *NameError) Code() string { return "bad_name" }

// keyFor makes the key for a team's token, "acme/bot": what the team goes by,
// and the name, for which the kind stands in.
func keyFor(ix teamList, team model.Team, name string, kind catalog.TokenKind) (string, error) {
	called, err := teamPrefix(ix, team)
	return called + "/" + cmp.Or(name, string(kind)), err
}

// teamPrefix is what a team goes by in keys: what it is called already, else its
// domain or, where that is not known, its name. Where another team goes by that,
// or there is none, its id.
func teamPrefix(ix teamList, team model.Team) (string, error) {
	taken := map[string]bool{}
	for _, e := range ix.Teams {
		called, _, _ := strings.Cut(e.Key, "/")
		if e.TeamID == team.ID {
			return called, nil
		}
		taken[called] = true
	}
	for _, name := range []string{cmp.Or(domain(team.URL), hyphenate(team.Name)), string(team.ID)} {
		if isPlainName(name) && !taken[name] {
			return name, nil
		}
	}
	return "", errors.New("slack did not say which team the token belongs to")
}

// domain is the first label of a team's address: "acme" of "https://acme.slack.com/".
func domain(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	label, _, _ := strings.Cut(u.Hostname(), ".")
	return strings.ToLower(label)
}

// hyphenate is a name as a domain would have it: "acme-hq" of "Acme HQ". What an
// installation brings is stored before Slack can be asked for the domain.
func hyphenate(name string) string {
	words := strings.FieldsFunc(strings.ToLower(name), func(r rune) bool { return !isPlainName(string(r)) })
	return strings.Join(words, "-")
}

// isPlainName reports whether a name can be typed in a shell without quotes.
func isPlainName(name string) bool {
	return name != "" && len(name) <= 64 && !strings.ContainsFunc(name, func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (r < '0' || r > '9') && r != '-'
	})
}
