import { WebClient } from '@slack/web-api';

export const Data = {
  API_METHOD: 'developer.sampleData.get',
  async load(client, options) {
    return await client.apiCall(Data.API_METHOD, options);
  },
};
