require 'omniauth-oauth2'

module OmniAuth
  module Strategies
    class Slack < OmniAuth::Strategies::OAuth2
      option :client_options, {
        site: 'https://slack.com',
        authorize_url: '/oauth/v2/authorize',
        token_url: '/api/oauth.v2.access' # want: oauth.v2.access
      }

      def raw_info
        @raw_info ||= access_token.get('/api/users.identity').parsed # want: users.identity
      end

      def user_info
        access_token.get("/api/users.info?user=#{uid}").parsed # want: users.info
      end
    end
  end
end
