<?php
namespace App;

use GuzzleHttp\Client;

class S
{
    const API = 'https://slack.com/api/';
    private Client $client;

    public function __construct(string $token)
    {
        $this->client = new Client(['base_uri' => 'https://slack.com/api/', 'headers' => ['Authorization' => "Bearer $token"]]);
    }

    public function a()
    {
        $this->client->post('chat.postMessage', ['json' => []]); // want: chat.postMessage
        $this->client->request('GET', 'users.info', ['query' => []]); // want: users.info
        $this->client->get('users.list'); // want: users.list
        $this->call('pins.add', []); // want: pins.add
        $this->client->request('POST', self::API . 'views.open'); // want: views.open
        $ch = curl_init(self::API . "team.info?token=$t"); // want: team.info
        file_get_contents("https://slack.com/api/emoji.list?token={$t}"); // want: emoji.list
        $url = sprintf('%s%s', self::API, 'dnd.info'); // want: dnd.info
        $this->get("reactions.get"); // want: reactions.get
    }

    private function call($method, $args)
    {
        return $this->client->post($method, ['form_params' => $args]);
    }

    private function get($m) { return curl(static::API . $m); }
}
