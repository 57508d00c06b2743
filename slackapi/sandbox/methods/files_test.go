package methods_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"periscope/slackapi/sandbox"
	"periscope/slackapi/sandbox/sandboxtest"
)

type fileReply struct {
	OK        bool
	Error     string
	UploadURL string `json:"upload_url"`
	FileID    string `json:"file_id"`
	File      fileShown
	Files     []fileShown
	Messages  []struct {
		Subtype string
		Text    string
		Files   []struct{ ID, Mode, Title string }
	}
}

type fileShown struct {
	ID, Title, Mimetype string
	Size                int
	URLPrivate          string `json:"url_private"`
	Channels            []string
}

// upload sends a file to its upload URL as a part of a form, as curl does, or as it is.
func upload(t *testing.T, s *sandbox.Sandbox, to, media, body string) int {
	t.Helper()
	r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, to, strings.NewReader(body))
	r.Header.Set("Content-Type", media)
	return sandboxtest.Serve(s, r).Code
}

// TestFilesAreUploadedInThreeSteps: a file is asked for, sent and completed; then it is in the
// conversation, as a message that apps are told of, and methods know it until it is deleted.
func TestFilesAreUploadedInThreeSteps(t *testing.T) {
	t.Parallel()
	const token = "xoxb-sandbox-full"
	w := sandboxtest.CoverageWorld()
	w.Apps[0].Events = []string{"message.channels", "file_shared"}
	s := sandbox.New(w, sandbox.Options{})
	t.Cleanup(s.Close)
	app := sandboxtest.Listen(t, s, sandbox.DefaultSigningSecret)
	call := func(method string, args ...string) fileReply {
		return sandboxtest.Decode[fileReply](t, sandboxtest.Do(t, s, token, method, args...))
	}
	asked := call("files.getUploadURLExternal", "filename", "notes.txt", "length", "5")
	if !asked.OK || asked.FileID == "" {
		t.Fatalf("%+v", asked)
	}
	complete := func() fileReply {
		return call("files.completeUploadExternal", "files", `[{"id":"`+asked.FileID+`","title":"Notes"}]`, "channel_id", "C1", "initial_comment", "read this")
	}
	if got := complete().Error; got != "file_not_found" {
		t.Errorf("completed before it was sent: %q", got)
	}
	const form = "--b\r\nContent-Disposition: form-data; name=\"filename\"; filename=\"notes.txt\"\r\n\r\nhello\r\n--b--\r\n"
	if code := upload(t, s, asked.UploadURL, "multipart/form-data; boundary=b", form); code != http.StatusOK {
		t.Errorf("upload: %d", code)
	}
	if code := upload(t, s, asked.UploadURL+"0", "application/octet-stream", "hello"); code != http.StatusNotFound {
		t.Errorf("upload to nowhere: %d", code)
	}
	done := complete()
	if len(done.Files) != 1 || done.Files[0].Title != "Notes" || done.Files[0].Size != 5 || done.Files[0].Mimetype != "text/plain" || done.Files[0].Channels[0] != "C1" {
		t.Fatalf("completed: %+v", done)
	}
	if got := complete().Error; got != "file_not_found" {
		t.Errorf("completed twice: %q", got)
	}
	if e := app.Next(t).Event.Event; e["type"] != "message" || e["subtype"] != "file_share" || e["text"] != "read this" {
		t.Errorf("message event: %v", e)
	}
	if e := app.Next(t).Event.Event; e["type"] != "file_shared" || e["file_id"] != asked.FileID {
		t.Errorf("file event: %v", e)
	}
	if history := call("conversations.history", "channel", "C1"); history.Messages[0].Subtype != "file_share" || history.Messages[0].Files[0].Title != "Notes" {
		t.Errorf("history: %+v", history)
	}
	download := func(token string) *httptest.ResponseRecorder {
		r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, done.Files[0].URLPrivate, nil)
		r.Header.Set("Authorization", "Bearer "+token)
		return sandboxtest.Serve(s, r)
	}
	if got := download(token); got.Code != http.StatusOK || got.Body.String() != "hello" {
		t.Errorf("download: %d %s", got.Code, got.Body)
	}
	if got := download("xoxb-sandbox-bare"); got.Code != http.StatusNotFound {
		t.Errorf("download without files:read: %d", got.Code)
	}
	if got := call("files.delete", "file", asked.FileID); !got.OK {
		t.Errorf("delete: %+v", got)
	}
	if history := call("conversations.history", "channel", "C1"); history.Messages[0].Files[0].Mode != "tombstone" {
		t.Errorf("history after: %+v", history)
	}
	if got := download(token); got.Code != http.StatusNotFound {
		t.Errorf("download after: %d", got.Code)
	}
}

// TestFilesAreUploadedInOneStepOfOld: files.upload works in a world of its time, with the file as a part of the form.
func TestFilesAreUploadedInOneStepOfOld(t *testing.T) {
	t.Parallel()
	for date, want := range map[string]string{"2020-06-01": "", "2025-11-12": "method_deprecated", "": "method_deprecated"} {
		w := sandboxtest.CoverageWorld()
		w.Date = date
		s := sandbox.New(w, sandbox.Options{})
		const form = "--b\r\nContent-Disposition: form-data; name=\"channels\"\r\n\r\nC1\r\n" +
			"--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"logo.png\"\r\n\r\npicture\r\n--b--\r\n"
		r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/api/files.upload", strings.NewReader(form))
		r.Header.Set("Content-Type", "multipart/form-data; boundary=b")
		r.Header.Set("Authorization", "Bearer xoxb-sandbox-full")
		got := sandboxtest.Decode[fileReply](t, sandboxtest.Serve(s, r))
		if got.Error != want || want == "" && (got.File.Title != "logo" || got.File.Mimetype != "image/png" || got.File.Size != 7) {
			t.Errorf("on %s: %+v", date, got)
		}
		s.Close()
	}
}
