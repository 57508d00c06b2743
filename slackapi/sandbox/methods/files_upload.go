package methods

import (
	"encoding/json"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"path"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"periscope/model/catalog"
	"periscope/slackapi/sandbox/state"
	"periscope/slackapi/sandbox/webapi"
	"periscope/slackapi/sandbox/world"
)

// Slack: so long is the description of an image, and so large are a snippet and a file that
// comes as text; a file is shared in so many channels at once.
const (
	maxAltText      = 1000    // characters
	maxSnippet      = 1 << 20 // bytes
	maxContent      = 130_000 // bytes
	maxFileChannels = 100
)

// UploadPath is what the paths of upload URLs begin with.
const UploadPath = "/upload/v1/"

type uploadURLReply struct {
	webapi.Success
	UploadURL string `json:"upload_url"`
	FileID    string `json:"file_id"`
}

// FilesGetUploadURLExternal is files.getUploadURLExternal: where to send a file.
func FilesGetUploadURLExternal(c *webapi.Call) (any, error) {
	if err := checkFileScope(c); err != nil {
		return nil, err
	}
	name, err := c.Require("filename")
	if err != nil {
		return nil, err
	}
	text, err := c.Require("length")
	if err != nil {
		return nil, err
	}
	length, err := strconv.Atoi(text)
	f := state.File{
		Name: name, Title: name, Size: length, AltText: c.Args.Get("alt_txt"), SnippetType: c.Args.Get("snippet_type"),
	}
	switch {
	case err != nil || length < 0:
		return nil, &webapi.SlackError{Code: "invalid_arguments"}
	case length == 0:
		return nil, &webapi.SlackError{Code: "missing_argument"}
	case length > state.MaxFile:
		return nil, &webapi.SlackError{Code: "file_upload_size_restricted"}
	case f.SnippetType != "" && length > maxSnippet:
		return nil, &webapi.SlackError{Code: "snippet_too_large"}
	case utf8.RuneCountInString(f.AltText) > maxAltText:
		return nil, &webapi.SlackError{Code: "alt_txt_too_large"}
	}
	tx := c.State.Lock()
	defer tx.Unlock()
	id, ticket := tx.NewFile(c.Install, f)
	return uploadURLReply{webapi.Accepted, "http://" + c.Host + UploadPath + ticket, id}, nil
}

// checkFileScope refuses a token that may use the called method on no type of conversation.
func checkFileScope(c *webapi.Call) error {
	if !slices.ContainsFunc(catalog.ResourceTypes[:], c.May) {
		return c.MissingScope(catalog.ResourceTypes[:]...)
	}
	return nil
}

// ServeUpload is an upload URL: it takes a file as it is, or as a part of a form.
func ServeUpload(st *state.State, w http.ResponseWriter, r *http.Request) {
	content, err := readUpload(w, r)
	status, said := http.StatusOK, "OK - "+strconv.Itoa(len(content))
	if err != nil {
		status, said = http.StatusBadRequest, "the file cannot be read, or is larger than the sandbox takes"
	} else {
		tx := st.Lock()
		defer tx.Unlock()
		if !tx.Upload(strings.TrimPrefix(r.URL.Path, UploadPath), content) {
			status, said = http.StatusNotFound, "there is no such upload"
		}
	}
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.WriteHeader(status)
	_, _ = io.WriteString(w, said)
}

func readUpload(w http.ResponseWriter, r *http.Request) ([]byte, error) {
	body := http.MaxBytesReader(w, r.Body, state.MaxFile+maxSnippet)
	media, params, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if media != "multipart/form-data" {
		return io.ReadAll(body)
	}
	parts := multipart.NewReader(body, params["boundary"])
	for {
		part, err := parts.NextPart()
		if err != nil {
			return nil, err
		}
		if part.FileName() != "" {
			return io.ReadAll(part)
		}
	}
}

type filesReply struct {
	webapi.Success
	Files []fileJSON `json:"files"`
}

// FilesCompleteUploadExternal is files.completeUploadExternal: files that were uploaded are there
// from then on, and are shared in conversations.
func FilesCompleteUploadExternal(c *webapi.Call) (any, error) {
	if err := checkFileScope(c); err != nil {
		return nil, err
	}
	text, err := c.Require("files")
	if err != nil {
		return nil, err
	}
	var named []struct {
		ID    string `json:"id"`
		Title string `json:"title"`
	}
	if json.Unmarshal([]byte(text), &named) != nil || len(named) == 0 {
		return nil, &webapi.SlackError{Code: "invalid_arguments"}
	}
	targets, err := shareTargets(c)
	if err != nil {
		return nil, err
	}
	var blocks json.RawMessage
	if text := c.Args.Get("blocks"); text != "" && !c.Args.Has("initial_comment") {
		if blocks, err = readBlocks(c.State.NewSecret, text); err != nil {
			return nil, &webapi.SlackError{Code: "invalid_blocks"}
		}
	}
	tx := c.State.Lock()
	defer tx.Unlock()
	var uploaded []*state.File
	for _, one := range named {
		f := tx.File(c.Install.Team.ID, one.ID)
		if f == nil || !f.Uploaded || f.Completed || f.App != c.Install.AppID || f.User != c.Install.AppUser {
			return nil, &webapi.SlackError{Code: "file_not_found"}
		}
		done := *f
		if one.Title != "" {
			done.Title = one.Title
		}
		uploaded = append(uploaded, &done)
	}
	return filesReply{webapi.Accepted, shareFiles(tx, c, uploaded, targets, blocks)}, nil
}

// shareTargets are the conversations in which a call shares files.
func shareTargets(c *webapi.Call) ([]*world.Conversation, error) {
	names := strings.FieldsFunc(c.Args.Get("channels"), func(r rune) bool { return r == ',' })
	unknown := "invalid_channel"
	if id := c.Args.Get("channel_id"); id != "" {
		names, unknown = []string{id}, "channel_not_found"
	}
	if c.Method == "files.upload" {
		unknown = "channel_not_found"
	}
	if len(names) > maxFileChannels {
		return nil, &webapi.SlackError{Code: "channels_limit_exceeded"}
	}
	var targets []*world.Conversation
	for _, name := range names {
		to, err := namedTarget(c, strings.TrimSpace(name))
		switch {
		case err != nil:
			return nil, err
		case to == nil || !sees(c.Install, to):
			return nil, &webapi.SlackError{Code: unknown}
		case !c.May(to.Type):
			return nil, c.MissingScope(to.Type)
		case !c.Install.Permissions[to.Type].Covers(to.ID):
			return nil, &webapi.SlackError{Code: "not_in_channel"}
		case to.Archived && c.Method == "files.upload":
			return nil, &webapi.SlackError{Code: "invalid_channel"}
		case to.Archived:
			return nil, &webapi.SlackError{Code: "posting_to_channel_denied"}
		}
		targets = append(targets, to)
	}
	return targets, nil
}

// shareFiles completes files, and posts one message with all of them in each conversation.
func shareFiles(tx *state.Tx, c *webapi.Call, all []*state.File, targets []*world.Conversation, blocks json.RawMessage) []fileJSON {
	in := c.Install
	describe := func() []fileJSON {
		described := make([]fileJSON, 0, len(all))
		for _, f := range all {
			f.Completed = true
			tx.ReplaceFile(*f)
			described = append(described, describeFile(c, f))
		}
		return described
	}
	described := describe()
	for _, to := range targets {
		list, _ := json.Marshal(described) // of strings and numbers: it cannot fail
		posted := tx.Post(state.Message{
			Team: in.Team.ID, Channel: to.ID, User: in.AppUser, BotID: in.BotID, AppID: in.AppID,
			Text: c.Args.Get("initial_comment"), ThreadTS: c.Args.Get("thread_ts"), Blocks: blocks, Files: list,
		})
		for _, f := range all {
			f.Shares = append(slices.Clone(f.Shares), state.Share{Channel: to.ID, TS: posted.TS})
		}
		described = describe()
		tx.NoteMessage(in, c.Method, "post", posted)
		tx.TellMessage(in.Team, to, posted)
		for _, f := range all {
			tx.TellConversation(in.Team, to, "file_shared", map[string]any{
				"file_id": f.ID, "user_id": f.User, "file": map[string]any{"id": f.ID}, "channel_id": to.ID, "event_ts": posted.TS,
			})
		}
	}
	return described
}

type fileReply struct {
	webapi.Success
	File fileJSON `json:"file"`
}

// FilesUpload is files.upload, which Slack retired: a file in one call, as a part of a form or as text.
func FilesUpload(c *webapi.Call) (any, error) {
	if err := checkFileScope(c); err != nil {
		return nil, err
	}
	f := state.File{Name: c.Args.Get("filename"), Title: c.Args.Get("title"), SnippetType: c.Args.Get("filetype")}
	switch content := c.Args.Get("content"); {
	case c.File != nil:
		f.Content = c.File.Content
		if f.Name == "" {
			f.Name = c.File.Name
		}
	case content == "":
		return nil, &webapi.SlackError{Code: "no_file_data"}
	case len(content) > maxContent:
		return nil, &webapi.SlackError{Code: "post_contents_too_large"}
	default:
		f.Content = []byte(content)
	}
	if f.Name == "" {
		f.Name = "-"
	}
	if f.Title == "" {
		f.Title = strings.TrimSuffix(f.Name, path.Ext(f.Name))
	}
	targets, err := shareTargets(c)
	if err != nil {
		return nil, err
	}
	if ts := c.Args.Get("thread_ts"); ts != "" && !timestamp.MatchString(ts) {
		return nil, &webapi.SlackError{Code: "invalid_thread_ts"}
	}
	tx := c.State.Lock()
	defer tx.Unlock()
	f.Size, f.Uploaded = len(f.Content), true
	id, _ := tx.NewFile(c.Install, f)
	made := *tx.File(c.Install.Team.ID, id)
	return fileReply{webapi.Accepted, shareFiles(tx, c, []*state.File{&made}, targets, nil)[0]}, nil
}
