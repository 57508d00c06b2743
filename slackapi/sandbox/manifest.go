package sandbox

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"

	"periscope/model/catalog"
	"periscope/slackapi/sandbox/world"
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

// flaw is what is wrong with a manifest, and where: a JSON pointer.
type flaw struct {
	Message string `json:"message"`
	Pointer string `json:"pointer"`
}

type validReply struct {
	success
	Errors []flaw `json:"errors"` // none
}

// validateManifest checks the shape of what it knows, and every scope.
func validateManifest(c *call) (any, error) {
	if err := c.holdsListed(); err != nil {
		return nil, err
	}
	text, err := c.require("manifest")
	if err != nil {
		return nil, err
	}
	if id := c.args.Get("app_id"); id != "" && c.sandbox.appByID(id) == nil {
		return nil, &failure{Code: "invalid_app_id"}
	}
	if flaws := flawsOf([]byte(text)); len(flaws) > 0 {
		return nil, &failure{Code: "invalid_manifest", Errors: flaws}
	}
	return validReply{accepted, []flaw{}}, nil
}

func flawsOf(text []byte) []flaw {
	var m manifest
	if !bytes.HasPrefix(bytes.TrimSpace(text), []byte("{")) {
		return []flaw{{"The manifest is not a JSON object", "/"}}
	}
	if err := json.Unmarshal(text, &m); err != nil {
		return []flaw{{"The manifest cannot be read: " + err.Error(), "/"}}
	}
	var flaws []flaw
	if m.Display.Name == "" {
		flaws = append(flaws, flaw{"The app needs a name", "/display_information/name"})
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
				flaws = append(flaws, flaw{
					fmt.Sprintf("%q is no scope of %s tokens", scope, list.kind),
					fmt.Sprintf("/oauth_config/scopes/%s/%d", list.name, i),
				})
			}
		}
	}
	return flaws
}

type manifestReply struct {
	success
	Manifest manifest `json:"manifest"`
}

// exportManifest writes the manifest of an app as the world has it.
func exportManifest(c *call) (any, error) {
	if err := c.holdsListed(); err != nil {
		return nil, err
	}
	id, err := c.require("app_id")
	if err != nil {
		return nil, err
	}
	app := c.sandbox.appByID(id)
	if app == nil {
		return nil, &failure{Code: "app_not_found"}
	}
	reply := manifestReply{success: accepted}
	reply.Manifest.Display.Name = app.Name
	reply.Manifest.OAuth.RedirectURLs = app.RedirectURIs
	scopes := &reply.Manifest.OAuth.Scopes
	scopes.Bot, scopes.User = app.BotScopes, app.UserScopes
	scopes.BotOptional, scopes.UserOptional = app.BotOptional, app.UserOptional
	reply.Manifest.Settings.Rotates = app.Rotates
	return reply, nil
}

// holdsListed refuses a configuration token without the scope of the method;
// such scopes live on no resource.
func (c *call) holdsListed() error {
	listed := c.listed()
	if slices.ContainsFunc(c.install.OAuthScopes, func(s catalog.Scope) bool { return slices.Contains(listed, s) }) {
		return nil
	}
	return &failure{Code: "missing_scope", shortfall: &shortfall{
		Needed:   commaList(listed),
		Provided: commaList(c.install.scopes()),
	}}
}

// appByID returns the app of that id, or nil.
func (s *Sandbox) appByID(id string) *world.App {
	for i := range s.apps {
		if s.apps[i].ID == id {
			return &s.apps[i]
		}
	}
	return nil
}
