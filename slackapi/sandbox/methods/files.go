package methods

import (
	"encoding/json"
	"mime"
	"net/http"
	"path"
	"slices"
	"strings"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi/sandbox/state"
	"periscope/slackapi/sandbox/webapi"
)

// fileJSON is a file as methods show it.
type fileJSON struct {
	ID              string             `json:"id"`
	Created         int64              `json:"created"`
	Timestamp       int64              `json:"timestamp"`
	Name            string             `json:"name"`
	Title           string             `json:"title"`
	Mimetype        string             `json:"mimetype"`
	Filetype        string             `json:"filetype"`
	PrettyType      string             `json:"pretty_type"`
	User            model.UserID       `json:"user"`
	UserTeam        model.TeamID       `json:"user_team"`
	Editable        bool               `json:"editable"`
	Size            int                `json:"size"` // bytes
	Mode            string             `json:"mode"`
	IsExternal      bool               `json:"is_external"`
	ExternalType    string             `json:"external_type"`
	IsPublic        bool               `json:"is_public"`
	PublicURLShared bool               `json:"public_url_shared"`
	DisplayAsBot    bool               `json:"display_as_bot"`
	Username        string             `json:"username"`
	URLPrivate      string             `json:"url_private"`
	URLDownload     string             `json:"url_private_download"`
	Permalink       string             `json:"permalink"`
	AltText         string             `json:"alt_txt,omitempty"`
	Channels        []model.ResourceID `json:"channels"`
	Groups          []model.ResourceID `json:"groups"`
	IMs             []model.ResourceID `json:"ims"`
	Shares          map[string]any     `json:"shares,omitempty"`
	FileAccess      string             `json:"file_access"`
}

// DownloadPath is what the paths of files begin with.
const DownloadPath = "/files-pri/"

// describeFile shows a file with URLs at the host that the call was sent to.
func describeFile(c *webapi.Call, f *state.File) fileJSON {
	extension := strings.TrimPrefix(strings.ToLower(path.Ext(f.Name)), ".")
	link := "http://" + c.Host + DownloadPath + string(f.Team) + "-" + f.ID
	j := fileJSON{
		ID: f.ID, Created: f.Created, Timestamp: f.Created, Name: f.Name, Title: f.Title, Mimetype: mimetypeOf(f),
		Filetype: extension, PrettyType: strings.ToUpper(extension), User: f.User, UserTeam: f.Team, Size: f.Size, Mode: "hosted",
		URLPrivate: link + "/" + path.Base(f.Name), URLDownload: link + "/download/" + path.Base(f.Name),
		Permalink: c.Install.Team.URL + "files/" + string(f.User) + "/" + f.ID + "/" + path.Base(f.Name), AltText: f.AltText,
		Channels: []model.ResourceID{}, Groups: []model.ResourceID{}, IMs: []model.ResourceID{}, FileAccess: "visible",
	}
	if extension == "" {
		j.Filetype, j.PrettyType = "text", "Plain Text"
	}
	if f.SnippetType != "" {
		j.Mode, j.Editable, j.Filetype, j.PrettyType = "snippet", true, f.SnippetType, f.SnippetType
	}
	shares := map[string]map[model.ResourceID][]map[string]any{}
	for _, s := range f.Shares {
		to := c.Install.Team.Find(s.Channel)
		if to == nil {
			continue
		}
		kind, list := "private", &j.Groups
		switch to.Type {
		case catalog.Channel:
			kind, list, j.IsPublic = "public", &j.Channels, true
		case catalog.IM, catalog.AppHome:
			list = &j.IMs
		}
		*list = append(*list, s.Channel)
		if shares[kind] == nil {
			shares[kind] = map[model.ResourceID][]map[string]any{}
		}
		shares[kind][s.Channel] = append(shares[kind][s.Channel], map[string]any{
			"ts": s.TS, "channel_name": to.Name, "team_id": f.Team, "share_user_id": f.User,
			"reply_users": []string{}, "reply_users_count": 0, "reply_count": 0,
		})
	}
	if len(shares) > 0 {
		j.Shares = map[string]any{}
		for kind, all := range shares {
			j.Shares[kind] = all
		}
	}
	return j
}

func mimetypeOf(f *state.File) string {
	if media, _, _ := mime.ParseMediaType(mime.TypeByExtension(path.Ext(f.Name))); media != "" {
		return media
	}
	media, _, _ := mime.ParseMediaType(http.DetectContentType(f.Content))
	return media
}

// visibleFile is the file that a call is about: one of the token's own, or shared where the
// token is.
func visibleFile(c *webapi.Call) (*state.File, error) {
	if err := checkFileScope(c); err != nil {
		return nil, err
	}
	id, err := c.Require("file")
	if err != nil {
		return nil, err
	}
	tx := c.State.Lock()
	defer tx.Unlock()
	f := tx.File(c.Install.Team.ID, id)
	switch {
	case f == nil || !f.Completed || !seesFile(c.Install, f):
		return nil, &webapi.SlackError{Code: "file_not_found"}
	case f.Deleted:
		return nil, &webapi.SlackError{Code: "file_deleted"}
	}
	return f, nil
}

func seesFile(in *state.Installation, f *state.File) bool {
	own := f.App == in.AppID && f.User == in.AppUser
	return own || slices.ContainsFunc(f.Shares, func(s state.Share) bool {
		to := in.Team.Find(s.Channel)
		return to != nil && in.Permissions[to.Type].Covers(to.ID)
	})
}

type fileInfoReply struct {
	fileReply
	Comments []string        `json:"comments"` // which Slack no longer has
	Metadata webapi.Metadata `json:"response_metadata"`
}

// FilesInfo is files.info.
func FilesInfo(c *webapi.Call) (any, error) {
	f, err := visibleFile(c)
	if err != nil {
		return nil, err
	}
	return fileInfoReply{fileReply: fileReply{webapi.Accepted, describeFile(c, f)}, Comments: []string{}}, nil
}

// FilesDelete is files.delete, for files of the token itself. Of a deleted file a mark stays in its messages.
func FilesDelete(c *webapi.Call) (any, error) {
	f, err := visibleFile(c)
	switch {
	case err != nil:
		return nil, err
	case f.App != c.Install.AppID || f.User != c.Install.AppUser:
		return nil, &webapi.SlackError{Code: "cant_delete_file"}
	}
	tx := c.State.Lock()
	defer tx.Unlock()
	deleted := *f
	deleted.Deleted, deleted.Content = true, nil
	tx.ReplaceFile(deleted)
	for _, s := range f.Shares {
		if m := tx.Message(f.Team, s.Channel, s.TS); m != nil {
			changed := *m
			changed.Files = withTombstone(m.Files, f.ID)
			tx.ReplaceMessage(changed)
		}
		if to := c.Install.Team.Find(s.Channel); to != nil {
			tx.TellConversation(c.Install.Team, to, "file_deleted", map[string]any{"file_id": f.ID, "event_ts": s.TS})
		}
	}
	return webapi.Accepted, nil
}

// withTombstone is the files of a message without one that is deleted.
func withTombstone(files json.RawMessage, id string) json.RawMessage {
	var all []map[string]any
	if json.Unmarshal(files, &all) != nil {
		return files
	}
	for i, f := range all {
		if f["id"] == id {
			all[i] = map[string]any{"id": id, "mode": "tombstone"}
		}
	}
	next, _ := json.Marshal(all) // it was JSON before
	return next
}

// ServeDownload gives a file to a token that sees it, sent in the Authorization header.
func ServeDownload(st *state.State, w http.ResponseWriter, r *http.Request) {
	c := &webapi.Call{State: st, Method: "files.info", Host: r.Host}
	named, _, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, DownloadPath), "/")
	team, id, _ := strings.Cut(named, "-")
	c.Args = map[string][]string{"file": {id}}
	err := c.Authenticate(r.Header, []catalog.TokenKind{catalog.Workspace, catalog.Bot, catalog.UserToken})
	var f *state.File
	if err == nil {
		f, err = visibleFile(c)
	}
	if err != nil || string(f.Team) != team || f.Content == nil { // Slack leads others to its login page
		http.Error(w, "the file is not there, or the token may not read it", http.StatusNotFound)
		return
	}
	w.Header().Set("Content-Type", "application/octet-stream") // what an app uploaded is no page of the sandbox
	w.Header().Set("X-Content-Type-Options", "nosniff")
	w.Header().Set("Content-Disposition", "attachment")
	_, _ = w.Write(f.Content)
}
