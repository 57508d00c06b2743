package cli

import (
	"fmt"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi"
)

// toldKind is the kind of a token, given what auth.test said about it: the prefix
// of a user's token may also be that of a configuration token, and then only the
// scopes tell.
func toldKind(token model.Token, id model.Identity) catalog.TokenKind {
	kind := token.Kind()
	if kind != catalog.UserToken {
		return kind
	}
	for _, s := range id.Scopes {
		if entry, _ := catalog.Lookup(s); entry.Offered(catalog.Configuration) {
			return catalog.Configuration
		}
	}
	return kind
}

// workspaceOnly refuses tokens that cannot ask for scopes in a dialog, before
// anything is sent.
func workspaceOnly(kind catalog.TokenKind) error {
	if kind == catalog.Workspace {
		return nil
	}
	if err := slackapi.Explorable(kind); err != nil {
		return err
	}
	return &failure{
		"wrong_token_kind", statusRefused,
		fmt.Sprintf("This is %s token, and only workspace apps (xoxa) ask for scopes in a dialog.", withArticle(kind)),
		"Its app asks by being installed again: `periscope check --open SCOPE...` does that.",
	}
}
