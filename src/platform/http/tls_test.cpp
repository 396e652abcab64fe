#include "platform/http/tls.hpp"

#include <curl/curl.h>
#include <fmt/format.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

#include <filesystem>

#include "platform/core/problem.hpp"
#include "platform/http/server_fixture.hpp"

namespace goodhost::http {
namespace {

template <auto free>
struct Free {
    template <class T>
    void operator()(T* object) const {
        free(object);
    }
};

/// Writes a new key and a certificate for `name` signed with it.
void write_certificate(const std::string& folder, const std::string& name) {
    std::unique_ptr<EVP_PKEY, Free<EVP_PKEY_free>> key(EVP_EC_gen("P-256"));
    std::unique_ptr<X509, Free<X509_free>> certificate(X509_new());
    X509_set_version(certificate.get(), X509_VERSION_3);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), 1);
    X509_gmtime_adj(X509_getm_notBefore(certificate.get()), -60);
    X509_gmtime_adj(X509_getm_notAfter(certificate.get()), 3600);
    auto* subject = X509_get_subject_name(certificate.get());
    auto* text = reinterpret_cast<const unsigned char*>(name.data());
    X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_ASC, text, static_cast<int>(name.size()), -1, 0);
    X509_set_issuer_name(certificate.get(), subject);
    X509_set_pubkey(certificate.get(), key.get());
    X509_sign(certificate.get(), key.get(), EVP_sha256());
    std::unique_ptr<FILE, Free<fclose>> key_file(fopen((folder + "/key.pem").c_str(), "w")),
        file(fopen((folder + "/cert.pem").c_str(), "w"));
    PEM_write_PrivateKey(key_file.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr);
    PEM_write_X509(file.get(), certificate.get());
}

std::size_t collect(char* bytes, std::size_t size, std::size_t count, void* into) {
    static_cast<std::string*>(into)->append(bytes, size * count);
    return size * count;
}

struct Fetched {
    CURLcode code;
    std::string body, subject;
};

class HttpTls : public testing::ServerTest {
  protected:
    HttpTls() {
        std::filesystem::create_directories(folder);
        write_certificate(folder, "first");
        options.tls_certificate = folder + "/cert.pem";
        options.tls_key = folder + "/key.pem";
    }
    ~HttpTls() override { std::filesystem::remove_all(folder); }

    Fetched fetch(const std::string& path, const std::string& upload = {}) {
        std::unique_ptr<CURL, Free<curl_easy_cleanup>> curl(curl_easy_init());
        Fetched fetched{};
        auto url = fmt::format("https://127.0.0.1:{}{}", server->port(), path);
        curl_easy_setopt(curl.get(), CURLOPT_URL, url.c_str());
        curl_easy_setopt(curl.get(), CURLOPT_SSL_VERIFYPEER, 0L);
        curl_easy_setopt(curl.get(), CURLOPT_SSL_VERIFYHOST, 0L);
        curl_easy_setopt(curl.get(), CURLOPT_CERTINFO, 1L);
        curl_easy_setopt(curl.get(), CURLOPT_TIMEOUT, 20L);
        curl_easy_setopt(curl.get(), CURLOPT_WRITEFUNCTION, collect);
        curl_easy_setopt(curl.get(), CURLOPT_WRITEDATA, &fetched.body);
        if (!upload.empty()) curl_easy_setopt(curl.get(), CURLOPT_POSTFIELDSIZE, static_cast<long>(upload.size()));
        if (!upload.empty()) curl_easy_setopt(curl.get(), CURLOPT_POSTFIELDS, upload.data());
        fetched.code = curl_easy_perform(curl.get());
        curl_certinfo* chain = nullptr;
        curl_easy_getinfo(curl.get(), CURLINFO_CERTINFO, &chain);
        for (auto* item = chain && chain->num_of_certs > 0 ? chain->certinfo[0] : nullptr; item; item = item->next)
            if (std::string_view(item->data).starts_with("Subject:")) fetched.subject = item->data;
        return fetched;
    }

    std::string folder = ::testing::TempDir() + fmt::format("goodhost-tls-{}", ::getpid());
};

TEST_F(HttpTls, large_bodies_go_both_ways) {
    bool secure = false;
    application.planner = [](const Request&) { return BodyPlan{.limit = 32u << 20}; };
    application.handler = [&](Request request, Respond respond) {
        secure = request.secure;
        respond({.body = std::move(request.body)});
    };
    start();
    std::string upload(5'000'000, '\0');
    for (std::size_t i = 0; i < upload.size(); ++i) upload[i] = static_cast<char>('a' + i % 23);
    auto fetched = fetch("/", upload);
    EXPECT_EQ(fetched.code, CURLE_OK);
    EXPECT_TRUE(fetched.body == upload);
    server->stop(std::chrono::seconds{1});
    EXPECT_TRUE(secure);
}

TEST_F(HttpTls, a_new_certificate_serves_the_next_connection) {
    start();
    EXPECT_EQ(fetch("/").subject, "Subject:CN = first");
    write_certificate(folder, "second");
    EXPECT_EQ(fetch("/").subject, "Subject:CN = second");
}

TEST_F(HttpTls, a_broken_certificate_leaves_the_old_one) {
    start();
    std::filesystem::resize_file(folder + "/cert.pem", 100);
    EXPECT_EQ(fetch("/").subject, "Subject:CN = first");
    write_certificate(folder, "third");
    EXPECT_EQ(fetch("/").subject, "Subject:CN = third");
}

TEST_F(HttpTls, a_missing_certificate_is_a_problem_at_the_start) {
    options.tls_key = folder + "/none.pem";
    EXPECT_THROW(make_server(options, application), Problem);
}

TEST_F(HttpTls, plain_words_and_silence_are_cut) {
    options.header_timeout = std::chrono::seconds{1};
    start();
    EXPECT_EQ(connect().exchange("GET / HTTP/1.1\r\nHost: x\r\n\r\n").status, 0);
    EXPECT_TRUE(connect().at_end());
    EXPECT_EQ(fetch("/").code, CURLE_OK);
}

TEST_F(HttpTls, a_proxy_header_stands_before_the_handshake) {
    options.trusted_proxies = {"127.0.0.1"};
    options.proxy_protocol = true;
    application.handler = [](Request request, Respond respond) { respond({.body = request.remote_address}); };
    start();
    std::unique_ptr<SSL_CTX, Free<SSL_CTX_free>> context(SSL_CTX_new(TLS_client_method()));
    std::unique_ptr<BIO, Free<BIO_free_all>> socket(BIO_new_connect(fmt::format("127.0.0.1:{}", server->port()).c_str()));
    ASSERT_EQ(BIO_do_connect(socket.get()), 1);
    ASSERT_GT(BIO_puts(socket.get(), "PROXY TCP4 203.0.113.7 127.0.0.1 4096 80\r\n"), 0);
    std::unique_ptr<SSL, Free<SSL_free>> ssl(SSL_new(context.get()));
    auto* bio = socket.release();
    SSL_set_bio(ssl.get(), bio, bio);
    ASSERT_EQ(SSL_connect(ssl.get()), 1);
    std::string_view request = "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
    SSL_write(ssl.get(), request.data(), static_cast<int>(request.size()));
    std::string answer;
    std::array<char, 1024> room;
    for (int count; (count = SSL_read(ssl.get(), room.data(), room.size())) > 0;)
        answer.append(room.data(), static_cast<std::size_t>(count));
    EXPECT_TRUE(answer.ends_with("\r\n\r\n203.0.113.7")) << answer;
    EXPECT_EQ(SSL_get_shutdown(ssl.get()) & SSL_RECEIVED_SHUTDOWN, SSL_RECEIVED_SHUTDOWN) << "the end is authentic";
}

}  // namespace
}  // namespace goodhost::http
