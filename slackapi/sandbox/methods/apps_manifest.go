package methods

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"

	"periscope/model/catalog"
	"periscope/slackapi/sandbox/webapi"
)

// manifest is the part of an app's manifest that the sandbox knows about. Other
// fields are taken as they are.
type manifest struct {
	Display struct {
		Name string `json:"name"`
	} `json:"display_information"`
	OAuth struct {
		RedirectURLs []string `json:"redirect_urls,omitempty"`
		Scopes       struct {
			Bot          []catalog.Scope `json:"bot,omitempty"`
			User         []catalog.Scope `json:"user,omitempty"`
			BotOptional  []catalog.Scope `json:"bot_optional,omitempty"`
			UserOptional []catalog.Scope `json:"user_optional,omitempty"`
		} `json:"scopes"`
	} `json:"oauth_config"`
	Settings struct {
		Rotates bool `json:"token_rotation_enabled"`
	} `json:"settings"`
}

// manifestError is what is wrong with a manifest, and where: a JSON pointer.
type manifestError struct {
	Message string `json:"message"`
	Pointer string `json:"pointer"`
}

type validReply struct {
	webapi.Success
	Errors []manifestError `json:"errors"` // none
}

// AppsManifestValidate is apps.manifest.validate: it checks the shape of what it knows, and every scope.
func AppsManifestValidate(c *webapi.Call) (any, error) {
	if err := checkListedScopes(c); err != nil {
		return nil, err
	}
	text, err := c.Require("manifest")
	if err != nil {
		return nil, err
	}
	if id := c.Args.Get("app_id"); id != "" && c.State.AppByID(id) == nil {
		return nil, &webapi.SlackError{Code: "invalid_app_id"}
	}
	if found := manifestErrors([]byte(text)); len(found) > 0 {
		return nil, &webapi.SlackError{Code: "invalid_manifest", Errors: found}
	}
	return validReply{webapi.Accepted, []manifestError{}}, nil
}

func manifestErrors(text []byte) []manifestError {
	var m manifest
	if !bytes.HasPrefix(bytes.TrimSpace(text), []byte("{")) {
		return []manifestError{{"The manifest is not a JSON object", "/"}}
	}
	if err := json.Unmarshal(text, &m); err != nil {
		return []manifestError{{"The manifest cannot be read: " + err.Error(), "/"}}
	}
	var found []manifestError
	if m.Display.Name == "" {
		found = append(found, manifestError{"The app needs a name", "/display_information/name"})
	}
	declared := m.OAuth.Scopes
	for _, list := range []struct {
		name   string
		kind   catalog.TokenKind
		scopes []catalog.Scope
	}{
		{"bot", catalog.Bot, declared.Bot},
		{"bot_optional", catalog.Bot, declared.BotOptional},
		{"user", catalog.UserToken, declared.User},
		{"user_optional", catalog.UserToken, declared.UserOptional},
	} {
		for i, scope := range list.scopes {
			if entry, _ := catalog.Lookup(scope); !entry.Offered(list.kind) {
				found = append(found, manifestError{
					fmt.Sprintf("%q is no scope of %s tokens", scope, list.kind),
					fmt.Sprintf("/oauth_config/scopes/%s/%d", list.name, i),
				})
			}
		}
	}
	return found
}

type manifestReply struct {
	webapi.Success
	Manifest manifest `json:"manifest"`
}

// AppsManifestExport is apps.manifest.export: it writes the manifest of an app as the world has it.
func AppsManifestExport(c *webapi.Call) (any, error) {
	if err := checkListedScopes(c); err != nil {
		return nil, err
	}
	id, err := c.Require("app_id")
	if err != nil {
		return nil, err
	}
	app := c.State.AppByID(id)
	if app == nil {
		return nil, &webapi.SlackError{Code: "app_not_found"}
	}
	reply := manifestReply{Success: webapi.Accepted}
	reply.Manifest.Display.Name = app.Name
	reply.Manifest.OAuth.RedirectURLs = app.RedirectURIs
	scopes := &reply.Manifest.OAuth.Scopes
	scopes.Bot, scopes.User = app.BotScopes, app.UserScopes
	scopes.BotOptional, scopes.UserOptional = app.BotOptional, app.UserOptional
	reply.Manifest.Settings.Rotates = app.Rotates
	return reply, nil
}

// checkListedScopes refuses a configuration token without the scope of the method;
// such scopes live on no resource.
func checkListedScopes(c *webapi.Call) error {
	listed := c.ListedScopes()
	if slices.ContainsFunc(c.Install.OAuthScopes, func(s catalog.Scope) bool { return slices.Contains(listed, s) }) {
		return nil
	}
	return &webapi.SlackError{Code: "missing_scope", Shortfall: &webapi.Shortfall{
		Needed:   webapi.CommaList(listed),
		Provided: webapi.CommaList(c.Install.AllScopes()),
	}}
}
