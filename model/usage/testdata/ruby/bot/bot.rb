require 'slack-ruby-bot'

class PongBot < SlackRubyBot::Bot
  command 'ping' do |client, data, match|
    client.say(text: 'pong', channel: data.channel)
    client.web_client.chat_postMessage(channel: data.channel) # want: chat.postMessage
    client.web_client.users_info(user: data.user) # want: users.info
  end
end

PongBot.run # want: rtm.connect
