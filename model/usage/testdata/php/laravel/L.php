<?php
use Illuminate\Support\Facades\Http;

class L
{
    protected $baseUrl = 'https://slack.com/api';

    public function a()
    {
        Http::withToken($t)->post('https://slack.com/api/chat.postMessage', []); // want: chat.postMessage
        Http::withToken(config('services.slack.token'))->get("{$this->baseUrl}/users.list"); // want: users.list
        Http::withToken($t)->asForm()->post($this->baseUrl . '/conversations.open', []); // want: conversations.open
        $this->http()->post('/views.publish', []); // want: views.publish
        $this->request('post', 'reactions.add'); // want: reactions.add
    }

    private function http() { return Http::baseUrl($this->baseUrl)->withToken('x'); }

    private function request($verb, $path) { return $this->http()->{$verb}($path); }
}
