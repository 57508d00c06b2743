<?php
namespace App\Slack;
class Base
{
    const BASE_URL = 'https://slack.com/api/';
    protected $base = 'https://slack.com/api';
    public function check()
    {
        $url = sprintf("%sauth.test?token=%s", self::BASE_URL, $this->secret()); // want: auth.test
        return $this->send($url);
    }
    protected function send($url) { return json_decode(file_get_contents($url)); }
    protected function call($method, array $args = []) {
        return $this->http->post(static::BASE_URL . $method, ['form_params' => $args]);
    }
}
