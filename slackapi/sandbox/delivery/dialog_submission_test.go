package delivery_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"testing"

	"periscope/slackapi/sandbox"
	"periscope/slackapi/sandbox/sandboxtest"
)

// TestFormsAreFilledIn: dialog.open, a field that the app finds wrong, and a submission whose
// trigger may be used.
func TestFormsAreFilledIn(t *testing.T) {
	t.Parallel()
	s, _ := sandboxtest.FrozenDemo(t)
	payloads := make(chan sandboxtest.JSON, 1)
	app := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var p sandboxtest.JSON
		if err := json.Unmarshal([]byte(r.PostFormValue("payload")), &p); err != nil {
			return // the command
		}
		payloads <- p
		if p["submission"].(map[string]any)["title"] == "?" {
			_, _ = w.Write([]byte(`{"errors":[{"name":"title","error":"say something"}]}`))
		}
	}))
	defer app.Close()
	if err := s.SetURLs(t.Context(), "", sandbox.URLs{Interactivity: app.URL}); err != nil {
		t.Fatal(err)
	}
	const dialog = `{"callback_id":"new","title":"New","state":"s1","elements":[{"type":"text","name":"title","label":"Title"},
		{"type":"textarea","name":"details","label":"Details","optional":true},{"type":"text","name":"day","label":"Day","value":"today"}]}`
	if got := sandboxtest.Ask(t, s, sandboxtest.AcmeToken, "dialog.open", "dialog", dialog, "trigger_id", string(sandboxtest.RunCommand(t, s))); !got.OK {
		t.Fatal(got.Error)
	}
	form := control(t, s, "GET", "/sandbox/dialogs", "")["forms"].([]any)[0].(map[string]any)
	path := "/sandbox/dialogs/" + form["id"].(string)
	for _, no := range []string{`{"submission":{"title":""}}`, `{"submission":{"details":"more"}}`, `{"submission":{"title":"Hi","day":""}}`} {
		if got := control(t, s, "POST", path, no); got["ok"] != false {
			t.Errorf("%s, which no person could submit: %v", no, got)
		}
	}
	if got := control(t, s, "POST", path, `{"submission":{"title":"?"}}`); len(got["errors"].([]any)) != 1 {
		t.Errorf("a title that the app finds wrong: %v", got)
	}
	<-payloads
	if got := control(t, s, "POST", path, `{"submission":{"title":"Hi"}}`); got["ok"] != true || got["errors"] != nil {
		t.Errorf("a title: %v", got)
	}
	p := <-payloads
	if p["type"] != "dialog_submission" || p["callback_id"] != "new" || p["state"] != "s1" || p["submission"].(map[string]any)["day"] != "today" {
		t.Errorf("payload %v", p)
	}
	if got := sandboxtest.Ask(t, s, sandboxtest.AcmeToken, "apps.permissions.request", "scopes", "pins:read", "trigger_id", p["trigger_id"].(string)); !got.OK {
		t.Errorf("its trigger: %q", got.Error)
	}
	if got := control(t, s, "POST", path, `{"answer":"cancel"}`); got["ok"] != false {
		t.Error("a form is left that was filled in")
	}
}
