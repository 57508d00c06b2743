package cli

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"periscope/cli/console"
	"periscope/cli/token"
	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi/text"
)

// notSnapshot says why a file is not what info --json prints.
func notSnapshot(name, reason string) *console.Error {
	return &console.Error{
		Code: "bad_snapshot", Status: console.StatusUsage, Message: console.InputName(name) + reason,
		Next: "Save one with `periscope info --json > FILE`, and leave it as it is.",
	}
}

// parseSnapshot reads what info --json printed. The file may be old, or come from
// another person. Fields that are not in the schema are ignored, so that fields may be
// added. Unknown resource types are kept, because Slack may add some. All text is
// cleaned.
func parseSnapshot(name string, data []byte) (tokenInfo, error) {
	wrong := func(format string, args ...any) (tokenInfo, error) {
		return tokenInfo{}, notSnapshot(name, ": "+fmt.Sprintf(format, args...))
	}
	if len(bytes.TrimSpace(data)) == 0 {
		return wrong("it is empty")
	}
	var doc infoDocument
	doc.Token.ScopesTold, doc.Complete = true, true // older files do not have these fields
	if err := json.Unmarshal(data, &doc); err != nil {
		return tokenInfo{}, malformed(name, data, err)
	}
	schema := text.Clean(doc.Schema)
	switch {
	case schema == "periscope.error/v1":
		return wrong("it holds an error of periscope, not permissions")
	case schema == "":
		return wrong("it has no schema, so `periscope info --json` did not print it")
	case strings.HasPrefix(schema, "periscope.info/") && schema != infoSchema:
		return wrong("it is %s, which this version of periscope does not read", schema)
	case schema != infoSchema:
		return wrong("it is %s, not %s", schema, infoSchema)
	case doc.Team.ID == "":
		return wrong("it does not say which team it is of")
	}
	grants, err := doc.grants()
	if err != nil {
		return wrong("%v", err)
	}
	return doc.info(grants), nil
}

// info is the information that the document was printed from.
func (d infoDocument) info(grants []model.Grant) tokenInfo {
	permissions := model.NewPermissions(grants)
	permissions.Kind = catalog.TokenKind(text.Clean(string(d.Token.Kind)))
	permissions.ScopesUnknown = !d.Token.ScopesTold
	missing := d.missing(permissions)
	if missing != nil {
		permissions.Unread = missing.Types
	}
	return tokenInfo{
		team: model.Team{
			ID:   model.TeamID(text.Clean(string(d.Team.ID))),
			Name: text.Clean(d.Team.Name),
			URL:  text.Clean(d.Team.URL),
		},
		kind:        permissions.Kind,
		redacted:    text.Clean(d.Token.Redacted),
		fetched:     d.FetchedAt,
		permissions: permissions,
		missing:     missing,
	}
}

// missing is what the reading lacked that was saved; nil: nothing. Where the file does not
// say which types, it may be all.
func (d infoDocument) missing(p model.Permissions) *token.MissingDocument {
	if d.Complete && len(d.Missing) == 0 {
		return nil
	}
	all := token.MissingDocument{Types: p.Types(), Message: "the file does not say why"}
	if len(d.Missing) == 0 {
		return &all
	}
	missing := d.Missing[0].Cleaned()
	for _, more := range d.Missing[1:] {
		missing.Types = append(missing.Types, more.Cleaned().Types...)
	}
	if len(missing.Types) == 0 {
		missing.Types = all.Types
	}
	return missing
}

// grants are the grants of the document. Each has a type, and each type but user has
// one grant.
func (d infoDocument) grants() ([]model.Grant, error) {
	if d.Grants == nil {
		return nil, errors.New("it has no grants")
	}
	var grants []model.Grant
	seen := map[catalog.ResourceType]bool{}
	for i, g := range d.Grants {
		t := catalog.ResourceType(text.Clean(string(g.Type)))
		switch {
		case t == "":
			return nil, fmt.Errorf("grant %d has no type", i+1)
		case seen[t] && t != catalog.User:
			return nil, fmt.Errorf("it has two grants of type %s", t)
		}
		seen[t] = true
		grants = append(grants, model.Grant{
			Type:   t,
			Scopes: cleaned(g.Scopes),
			Resources: model.ResourceSet{
				IDs: cleaned(g.Resources.IDs), Wildcard: g.Resources.Wildcard, Excluded: cleaned(g.Resources.Excluded),
			},
		})
	}
	return grants, nil
}

func cleaned[S ~string](all []S) []S {
	var clean []S
	for _, s := range all {
		clean = append(clean, S(text.Clean(string(s))))
	}
	return clean
}

// malformed says why the JSON decoder refused a file, with the line and column.
func malformed(name string, data []byte, err error) *console.Error {
	var (
		offset int64
		reason string
	)
	if syntax, ok := errors.AsType[*json.SyntaxError](err); ok {
		offset, reason = syntax.Offset, "this is not JSON: "+syntax.Error()
	} else if kind, ok := errors.AsType[*json.UnmarshalTypeError](err); ok {
		offset, reason = kind.Offset, fmt.Sprintf("%s must not be of type %s", cmp.Or(kind.Field, "the whole"), kind.Value)
	} else {
		return notSnapshot(name, ": "+text.Clean(err.Error()))
	}
	before := data[:min(max(offset-1, 0), int64(len(data)))] // the offset is one byte after the mistake
	line := 1 + bytes.Count(before, []byte{'\n'})
	column := len(before) - bytes.LastIndexByte(before, '\n')
	return notSnapshot(name, fmt.Sprintf(":%d:%d: %s", line, column, text.Clean(reason)))
}
