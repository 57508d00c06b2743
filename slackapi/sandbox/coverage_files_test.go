package sandbox_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"

	"periscope/slackapi/sandbox/sandboxtest"
	"periscope/slackapi/sandbox/state"
)

// ask sends a form with the app's token, without a network, and reads the reply.
func (p *provocation) ask(method string, into any, args ...string) {
	p.Helper()
	form := url.Values{"token": {"xoxb-sandbox-full"}}
	for i := 0; i < len(args); i += 2 {
		form.Set(args[i], args[i+1])
	}
	r := httptest.NewRequestWithContext(p.Context(), http.MethodPost, "/api/"+method, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", sandboxtest.FormMedia)
	if err := json.NewDecoder(sandboxtest.Serve(p.Sandbox, r).Body).Decode(into); err != nil {
		p.Fatalf("%s: %v", method, err)
	}
}

// uploaded has the app upload a file, and returns its id.
func (p *provocation) uploaded() string {
	p.Helper()
	var got struct {
		UploadURL string `json:"upload_url"`
		FileID    string `json:"file_id"`
	}
	p.ask("files.getUploadURLExternal", &got, "filename", "a.txt", "length", "5")
	r := httptest.NewRequestWithContext(p.Context(), http.MethodPost, got.UploadURL, strings.NewReader("hello"))
	if reply := sandboxtest.Serve(p.Sandbox, r); reply.Code != http.StatusOK {
		p.Fatalf("uploading: %d %s", reply.Code, reply.Body)
	}
	return got.FileID
}

// completed has the app upload a file and share it in general, and returns its id.
func (p *provocation) completed() string {
	p.Helper()
	id := p.uploaded()
	var got outcome
	p.ask("files.completeUploadExternal", &got, "files", `[{"id":"`+id+`"}]`, "channel_id", "C1")
	if !got.OK {
		p.Fatalf("completing: %+v", got)
	}
	return id
}

// withUpload is a condition that completing an upload meets.
func withUpload(code, condition string, args ...string) cause {
	return cause{code, condition, func(p *provocation) outcome {
		return p.call(append([]string{"files", `[{"id":"` + p.uploaded() + `"}]`}, args...)...)
	}, nil}
}

// fileOf is a condition of a method about one file.
func fileOf(code, condition, token string) cause {
	return cause{code, condition, func(p *provocation) outcome { return p.post(p, p.method, token, "file", p.completed()) }, nil}
}

var fileDeleted = cause{"file_deleted", "the file was deleted", func(p *provocation) outcome {
	id := p.completed()
	var got outcome
	p.ask("files.delete", &got, "file", id)
	return p.call("file", id)
}, nil}

// fileCauses are as ownCauses, for the methods about files.
var fileCauses = map[string][]cause{
	"files.completeUploadExternal": append(injected("file_type_not_allowed", "file_update_failed", "file_uploads_except_images_disabled", "user_is_external_guest"),
		withUpload("channel_not_found", "channel_id is none, or none that the token may see", "channel_id", "C9"),
		withUpload("channels_limit_exceeded", "more than 100 channels are named", "channels", strings.Repeat("C1,", 101)),
		answered("file_not_found", "one is none of the token's, was not sent to its upload URL, or was completed before", "files", `[{"id":"F9"}]`),
		withUpload("invalid_blocks", "blocks are no list of blocks that messages have", "blocks", "{}", "channel_id", "C1"),
		withUpload("invalid_channel", "one of channels is none, or none that the token may see", "channels", "C9"),
		withUpload("not_in_channel", "the bot or user is not in the public channel", "channel_id", "C3"),
		withUpload("posting_to_channel_denied", "the conversation is archived", "channel_id", "C2")),
	"files.delete": append(injected("delete_not_allowed", "file_deleting_disabled"),
		answered("file_not_found", "there is none, or none that the token may see", "file", "F9"),
		fileDeleted,
		fileOf("cant_delete_file", "the file is not the token's own", "xoxb-sandbox-lasting")),
	"files.getUploadURLExternal": append(injected(
		"file_type_not_allowed", "file_uploads_disabled", "file_uploads_except_images_disabled", "storage_limit_reached", "unknown_snippet_type", "unknown_subtype"),
		answered("alt_txt_too_large", "the description has more than 1,000 characters", "filename", "a.png", "length", "1", "alt_txt", strings.Repeat("a", 1001)),
		answered("file_upload_size_restricted", "the file is larger than the 32 MB that the sandbox takes", "filename", "a.png", "length", strconv.Itoa(state.MaxFile+1)),
		answered("missing_argument", "length is 0", "filename", "a.png", "length", "0"),
		answered("snippet_too_large", "it is to be a snippet, and is larger than a megabyte", "filename", "a.py", "length", "2000000", "snippet_type", "python")),
	"files.info": append(injected("not_visible"),
		answered("file_not_found", "there is none, or none that the token may see", "file", "F9"), fileDeleted),
	"files.upload": append(injected("blocked_file_type", "malware_detected", "posting_to_general_channel_denied"),
		answered("channel_not_found", "one of channels is none, or none that the token may see", "content", "hello", "channels", "C9"),
		answered("channels_limit_exceeded", "more than 100 channels are named", "content", "hello", "channels", strings.Repeat("C1,", 101)),
		answered("invalid_channel", "one of channels is archived", "content", "hello", "channels", "C2"),
		answered("invalid_thread_ts", "it is no timestamp", "content", "hello", "thread_ts", "soon"),
		answered("no_file_data", "there is neither file nor content"),
		answered("not_in_channel", "the bot or user is not in one of channels", "content", "hello", "channels", "C3"),
		answered("post_contents_too_large", "content has more than 130,000 bytes", "content", strings.Repeat("a", 130_001)),
		byDate("method_deprecated", "the world's date is 2025-11-12 or later, or there is none and the token is not a workspace app's")),
}

// byDate is a condition that any call meets in a world without a date.
func byDate(code, condition string) cause {
	return cause{code, condition, func(p *provocation) outcome {
		today := &provocation{p.TB, newCoverageSandbox(p), p.method}
		return today.call()
	}, nil}
}
