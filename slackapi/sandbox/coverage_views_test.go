package sandbox_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"

	"periscope/slackapi/sandbox"
	"periscope/slackapi/sandbox/sandboxtest"
)

const (
	goodModal = `{"type":"modal","title":{"type":"plain_text","text":"t"},"external_id":"one","blocks":[` +
		`{"type":"actions","elements":[{"type":"button","action_id":"go","text":{"type":"plain_text","text":"Go"}}]}]}`
	plainModal = `{"type":"modal","title":{"type":"plain_text","text":"t"},"blocks":[]}`
	goodHome   = `{"type":"home","blocks":[],"external_id":"home"}`
)

// largeView is more than Slack takes.
var largeView = `{"type":"modal","title":{"type":"plain_text","text":"` + strings.Repeat("a", 250_000) + `"},"blocks":[]}`

// shown has the app show a view by a method, and returns its id.
func (p *provocation) shown(method string, args ...string) string {
	p.Helper()
	form := url.Values{"token": {"xoxb-sandbox-full"}}
	for i := 0; i < len(args); i += 2 {
		form.Set(args[i], args[i+1])
	}
	r := httptest.NewRequestWithContext(p.Context(), http.MethodPost, "/api/"+method, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", sandboxtest.FormMedia)
	var got struct {
		Error string
		View  struct{ ID string }
	}
	if err := json.NewDecoder(sandboxtest.Serve(p.Sandbox, r).Body).Decode(&got); err != nil || got.View.ID == "" {
		p.Fatalf("%s: %v, %+v", method, err, got)
	}
	return got.View.ID
}

// pressed has Ada press the button of a modal, and returns the trigger.
func (p *provocation) pressed(view string) string {
	p.Helper()
	id, err := p.Use(p.Context(), sandbox.Use{View: view, Action: "go"})
	if err != nil {
		p.Fatal(err)
	}
	return string(id)
}

// modalCauses are those of methods that show a modal by a trigger.
func modalCauses() []cause {
	return []cause{
		{"exchanged_trigger_id", "the trigger showed a modal before", func(p *provocation) outcome {
			id := p.Trigger()
			p.shown("views.open", "view", plainModal, "trigger_id", id)
			return p.call("view", plainModal, "trigger_id", id)
		}, nil},
		{"expired_trigger_id", "the trigger is older than three seconds", func(p *provocation) outcome {
			id := p.Trigger()
			p.seconds.Add(3)
			return p.call("view", plainModal, "trigger_id", id)
		}, nil},
		answered("invalid_trigger_id", "the trigger is none, or another app's", "view", plainModal, "trigger_id", "1.2.3"),
		answered("view_too_large", "the view is larger than 250 kB", "view", largeView, "trigger_id", "1.2.3"),
		answered("invalid_arguments", "an argument is missing or makes no sense: a view that lacks what it needs, has what it may not, or is longer than Slack takes",
			"view", `{"type":"modal"}`, "trigger_id", "1.2.3"),
	}
}

// taken is a view with the external id of another.
func taken(call func(p *provocation) outcome) cause {
	return cause{"duplicate_external_id", "another view of the team has the external id", call, nil}
}

// viewCauses are as ownCauses, for the methods about views.
var viewCauses = map[string][]cause{
	"views.open": append(modalCauses(), taken(func(p *provocation) outcome {
		p.shown("views.open", "view", goodModal, "trigger_id", p.Trigger())
		return p.call("view", goodModal, "trigger_id", p.Trigger())
	})),
	"views.push": append(modalCauses(),
		taken(func(p *provocation) outcome {
			id := p.shown("views.open", "view", goodModal, "trigger_id", p.Trigger())
			return p.call("view", goodModal, "trigger_id", p.pressed(id))
		}),
		cause{"not_found", "the trigger comes from no modal, or from one that is closed", func(p *provocation) outcome {
			return p.call("view", plainModal, "trigger_id", p.Trigger())
		}, nil},
		cause{"push_limit_reached", "the modal has three views", func(p *provocation) outcome {
			id := p.shown("views.open", "view", goodModal, "trigger_id", p.Trigger())
			for _, external := range []string{"two", "three"} {
				id = p.shown("views.push", "view", strings.Replace(goodModal, `"one"`, `"`+external+`"`, 1), "trigger_id", p.pressed(id))
			}
			return p.call("view", plainModal, "trigger_id", p.pressed(id))
		}, nil}),
	"views.publish": append(injected("not_enabled"),
		answered("invalid_arguments", "an argument is missing or makes no sense: the person is nobody, or the view lacks what it needs, or has what it may not",
			"view", goodHome, "user_id", "U9"),
		answered("view_too_large", "the view is larger than 250 kB", "view", largeView, "user_id", "U1"),
		answered("hash_conflict", "the hash is of another version of the view", "view", goodHome, "user_id", "U1", "hash", "1.a"),
		taken(func(p *provocation) outcome {
			p.shown("views.publish", "view", goodHome, "user_id", "U1")
			return p.call("view", goodHome, "user_id", "U4")
		})),
	"views.update": {
		answered("invalid_arguments", "an argument is missing or makes no sense: the view lacks what it needs, or has what it may not", "view", plainModal),
		answered("not_found", "the app has no such view open", "view", plainModal, "view_id", "V9"),
		answered("view_too_large", "the view is larger than 250 kB", "view", largeView, "view_id", "V9"),
		{"hash_conflict", "the hash is of another version of the view", func(p *provocation) outcome {
			id := p.shown("views.open", "view", goodModal, "trigger_id", p.Trigger())
			return p.call("view", plainModal, "view_id", id, "hash", "1.a")
		}, nil},
		taken(func(p *provocation) outcome {
			p.shown("views.open", "view", goodModal, "trigger_id", p.Trigger())
			id := p.shown("views.open", "view", plainModal, "trigger_id", p.Trigger())
			return p.call("view", goodModal, "view_id", id)
		}),
	},
}
