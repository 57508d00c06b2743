package methods

import (
	"encoding/json"
	"io"
	"net/http"

	"periscope/slackapi/sandbox/state"
	"periscope/slackapi/sandbox/webapi"
)

// ServeWebhook is an incoming webhook: an app posts JSON to it, without a token. As at Slack
// it answers with plain text.
func ServeWebhook(st *state.State, w http.ResponseWriter, r *http.Request) {
	status, said := postToWebhook(st, w, r)
	w.Header().Set("Content-Type", "text/html")
	w.WriteHeader(status)
	_, _ = io.WriteString(w, said)
}

func postToWebhook(st *state.State, w http.ResponseWriter, r *http.Request) (status int, said string) {
	r.Body = http.MaxBytesReader(w, r.Body, webapi.MaxBody) // before a form is read, whose files would go to the disk
	text := []byte(r.FormValue("payload"))                  // as old apps send it; without one the body is still to be read
	if len(text) == 0 {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			return http.StatusBadRequest, "invalid_payload"
		}
		text = body
	}
	var m struct {
		Text        string          `json:"text"`
		Blocks      json.RawMessage `json:"blocks"`
		Attachments json.RawMessage `json:"attachments"`
		ThreadTS    string          `json:"thread_ts"`
	}
	tx := st.Lock()
	defer tx.Unlock()
	hook, found := tx.Webhook(r.URL.Path)
	switch {
	case !found:
		return http.StatusNotFound, "no_service"
	case !tx.IsInstalled(hook.App):
		return http.StatusNotFound, "no_active_hooks"
	case json.Unmarshal(text, &m) != nil:
		return http.StatusBadRequest, "invalid_payload"
	case m.Text == "" && m.Blocks == nil && m.Attachments == nil:
		return http.StatusBadRequest, "no_text"
	}
	if m.Blocks != nil {
		blocks, err := readBlocks(tx.NewSecret, string(m.Blocks))
		if err != nil {
			return http.StatusBadRequest, "invalid_blocks"
		}
		m.Blocks = blocks
	}
	in := hook.App
	posted := tx.Post(state.Message{
		Team: in.Team.ID, Channel: hook.Channel, User: in.AppUser, BotID: in.BotID, AppID: in.AppID,
		Text: m.Text, Blocks: m.Blocks, Attachments: m.Attachments, ThreadTS: m.ThreadTS,
	})
	tx.NoteMessage(in, "incoming-webhook", "post", posted)
	if c := in.Team.Find(hook.Channel); c != nil {
		tx.TellMessage(in.Team, c, posted)
	}
	return http.StatusOK, "ok"
}
