package com.example.oncall;

class Files {
    void other(Drive methods, Client client) {
        methods.filesList();
        client.usersInfo("ada");
        client.authTest();
    }
}
