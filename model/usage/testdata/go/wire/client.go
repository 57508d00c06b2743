package raw

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
)

const (
	slackBaseURL  = "https://slack.com/api/"
	methodPost    = "chat.postMessage"
	usersListURL  = "https://slack.com/api/users.list" // want: users.list
	conversations = "https://slack.com/api/conversations.%s"
)

type Client struct {
	token   string
	baseURL string
	http    *http.Client
}

func New(token string) *Client { return &Client{token: token, baseURL: slackBaseURL} }

func (c *Client) Post(text string) error {
	return c.do(http.MethodPost, methodPost, map[string]string{"text": text}) // want: chat.postMessage
}

func (c *Client) User(id string) error {
	v := url.Values{"user": {id}}
	return c.do("GET", "users.info?"+v.Encode(), nil) // want: users.info
}

func (c *Client) Pin() error { return c.call("pins.add", nil) } // want: pins.add

func (c *Client) Open() error {
	u := fmt.Sprintf("%s%s", c.baseURL, "conversations.open") // want: conversations.open
	_, err := http.Get(u)
	return err
}

func (c *Client) React() error {
	req, _ := http.NewRequest("POST", c.baseURL+"reactions.add", nil) // want: reactions.add
	_, err := c.http.Do(req)
	return err
}

func (c *Client) View() error {
	req, _ := http.NewRequest("POST", fmt.Sprintf("%s/views.open", c.baseURL), nil) // want: views.open
	_, err := c.http.Do(req)
	return err
}

func (c *Client) do(verb, path string, body any) error {
	b, _ := json.Marshal(body)
	req, err := http.NewRequest(verb, c.baseURL+path, bytes.NewReader(b))
	if err != nil {
		return err
	}
	_, err = c.http.Do(req)
	return err
}

func (c *Client) call(method string, body any) error {
	endpoint, err := url.JoinPath(c.baseURL, method)
	if err != nil {
		return err
	}
	_, err = c.http.Post(endpoint, "application/json", nil)
	return err
}
