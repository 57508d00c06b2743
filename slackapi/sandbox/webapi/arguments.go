package webapi

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"periscope/slackapi/sandbox/state"
)

// Media types of the bodies that Slack takes.
const (
	formMedia      = "application/x-www-form-urlencoded"
	jsonMedia      = "application/json"
	multipartMedia = "multipart/form-data"
	textMedia      = "text/plain"
)

const (
	// MaxBody is how large the body of a request may be, in bytes.
	MaxBody    = 1 << 20
	maxArgName = 255 // bytes; Slack refuses "very long" names and does not say how long
)

// ReadArguments gathers the arguments of a call from its query and, for POST,
// its body; the body comes first where both name one.
func (c *Call) ReadArguments(w http.ResponseWriter, r *http.Request) error {
	// What of a query cannot be parsed is ignored, as Slack ignores arguments it does not know.
	c.Args, _ = url.ParseQuery(r.URL.RawQuery)
	c.ClientID, c.ClientSecret, _ = r.BasicAuth()
	switch r.Method {
	case http.MethodGet, http.MethodHead:
		return checkNames(c.Args)
	case http.MethodPost:
	default:
		w.Header().Set("Allow", "GET, POST")
		return &SlackError{Code: "invalid_arguments", Status: http.StatusMethodNotAllowed}
	}
	body, err := c.readBody(w, r)
	if err != nil {
		return err
	}
	for name, values := range body {
		c.Args[name] = append(values, c.Args[name]...)
	}
	return checkNames(c.Args)
}

// checkNames refuses arrays in the manner of PHP ("scopes[]"), and names that
// no argument of Slack has.
func checkNames(args url.Values) error {
	var refused error
	for name := range args {
		base, _, array := strings.Cut(name, "[")
		switch {
		case base == "" || len(name) > maxArgName || strings.ContainsFunc(base, notInNames):
			return &SlackError{Code: "invalid_arg_name"}
		case array:
			refused = &SlackError{Code: "invalid_array_arg"}
		}
	}
	return refused
}

func notInNames(r rune) bool {
	return r != '_' && (r < '0' || r > '9') && (r < 'A' || r > 'Z') && (r < 'a' || r > 'z')
}

// readBody reads the arguments in the body of a POST. The body is that of one
// of Slack's four types; of plain text it takes no arguments (inferred).
func (c *Call) readBody(w http.ResponseWriter, r *http.Request) (url.Values, error) {
	body, err := drain(w, r, c.maxBody())
	if err != nil {
		return nil, err
	}
	if len(body) == 0 {
		media, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
		c.EmptyForm = (media == formMedia || media == multipartMedia) && r.URL.RawQuery == ""
		return nil, nil
	}
	if r.Header.Get("Content-Type") == "" {
		return nil, &SlackError{Code: "missing_post_type"}
	}
	media, params, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	isForm := media == formMedia || media == multipartMedia
	isJSON := media == jsonMedia && c.TakesJSON()
	c.JSONBody = isJSON
	if err != nil || !isForm && !isJSON && media != textMedia {
		return nil, &SlackError{Code: "invalid_post_type"}
	}
	latin1, err := c.checkCharset(params["charset"], isForm)
	switch {
	case err != nil:
		return nil, err
	case isJSON && latin1:
		return jsonArguments(fromLatin1(string(body)))
	case isJSON:
		return jsonArguments(string(body))
	case isForm:
		form, err := c.formArguments(body, params["boundary"], media)
		if latin1 {
			readLatin1(form)
		}
		return form, err
	}
	return nil, nil
}

func readLatin1(form url.Values) {
	for _, values := range form {
		for i := range values {
			values[i] = fromLatin1(values[i])
		}
	}
}

// maxBody is how large the body of the call may be, in bytes.
func (c *Call) maxBody() int64 {
	if c.Method == "files.upload" {
		return state.MaxFile + MaxBody
	}
	return MaxBody
}

func drain(w http.ResponseWriter, r *http.Request, most int64) ([]byte, error) {
	if r.Body == nil {
		return nil, nil
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, most))
	var tooLarge *http.MaxBytesError
	switch {
	case errors.As(err, &tooLarge):
		return nil, &SlackError{Code: "invalid_form_data", Status: http.StatusRequestEntityTooLarge}
	case err != nil: // Slack: the data was missing or truncated
		return nil, &SlackError{Code: "request_timeout"}
	}
	return body, nil
}

// checkCharset takes the two charsets that Slack takes. It warns where Slack
// does: a form should name none, other types should name one.
func (c *Call) checkCharset(charset string, isForm bool) (latin1 bool, err error) {
	switch {
	case isForm && charset != "":
		c.Warnings = append(c.Warnings, "superfluous_charset")
	case !isForm && charset == "":
		c.Warnings = append(c.Warnings, "missing_charset")
	}
	switch strings.ToLower(charset) {
	case "", "utf-8":
		return false, nil
	case "iso-8859-1":
		return true, nil
	}
	return false, &SlackError{Code: "invalid_charset"}
}

// fromLatin1 reads each byte as the character of that number, which ISO 8859-1 is.
func fromLatin1(text string) string {
	runes := make([]rune, len(text))
	for i := range len(text) {
		runes[i] = rune(text[i])
	}
	return string(runes)
}

// formArguments reads a form. A file in it is no argument, but the file of the call.
func (c *Call) formArguments(body []byte, boundary, media string) (url.Values, error) {
	if media == formMedia {
		form, err := url.ParseQuery(string(body))
		if err != nil {
			return nil, &SlackError{Code: "invalid_form_data"}
		}
		return form, nil
	}
	form, err := multipart.NewReader(bytes.NewReader(body), boundary).ReadForm(c.maxBody()) // a body is no larger, so nothing goes to disk
	if err != nil {
		return nil, &SlackError{Code: "invalid_form_data"}
	}
	if files := form.File["file"]; len(files) > 0 {
		c.File = &UploadedFile{Name: files[0].Filename}
		part, err := files[0].Open()
		if err == nil {
			c.File.Content, err = io.ReadAll(part)
		}
		if err != nil {
			return nil, &SlackError{Code: "invalid_form_data"}
		}
	}
	return form.Value, nil
}

// structured are the arguments that are lists or objects themselves; methods
// read them as JSON, however they were sent.
var structured = []string{"attachments", "blocks", "dialog", "files", "manifest", "metadata", "outputs", "view"}

// jsonArguments reads a JSON object as arguments; null is an argument that is not there.
func jsonArguments(body string) (url.Values, error) {
	body = strings.TrimSpace(body)
	if !json.Valid([]byte(body)) {
		return nil, &SlackError{Code: "invalid_json"}
	}
	var object map[string]json.RawMessage // of a name that is there twice, the last value counts, as for PHP
	if err := json.Unmarshal([]byte(body), &object); err != nil || object == nil {
		return nil, &SlackError{Code: "json_not_object"}
	}
	args := url.Values{}
	for name, raw := range object {
		text := string(raw)
		switch raw[0] {
		case 'n':
			continue
		case '"':
			_ = json.Unmarshal(raw, &text) // it is valid, and a string
		case '[', '{':
			if !slices.Contains(structured, name) {
				return nil, &SlackError{Code: "invalid_array_arg"}
			}
		}
		args.Set(name, text)
	}
	return args, nil
}
