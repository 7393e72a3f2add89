using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Rhodes.Cli.Tests.Hostile;

/// <summary>Where the real server cannot listen, and whom its clients trust.</summary>
public sealed class ListenTests
{
    [Fact]
    public void A_port_that_is_taken_is_refused_in_a_sentence()
    {
        using HostedSite site = new();
        using TcpListener taken = new(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        Assert.Equal($"--listen: 127.0.0.1:{port} cannot be listened on: another process listens there. End that one, or name another port; with port 0 any that is free is taken.\n", site.Refused("--listen", $"{port}").Error);
    }

    [Theory]
    [InlineData("192.0.2.7:8080", "--listen: 192.0.2.7:8080 cannot be listened on: this machine has no such address; 0.0.0.0 is all that it has.")]
    [InlineData("nowhere:8080", "--listen: found 'nowhere:8080'; expected a port such as 8080, or an IP address and a port such as 0.0.0.0:8080")]
    [InlineData("70000", "--listen: found '70000'; expected a port")]
    [InlineData("127.0.0.1:-1", "--listen: found '127.0.0.1:-1'; expected a port")]
    public void A_place_that_is_none_is_refused_in_a_sentence(string listen, string says)
    {
        using HostedSite site = new();
        Assert.StartsWith(says, site.Refused("--plain-http", "--listen", listen).Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("none.pem", "key.pem", "Could not find file")]
    [InlineData("own.pem", "none.pem", "Could not find file")]
    [InlineData("junk.pem", "key.pem", "do not contain a PEM with a CERTIFICATE label")]
    [InlineData("own.pem", "junk.pem", "key contents do not contain a PEM")]
    [InlineData("own.pem", "locked.pem", "expected a certificate and its key, without a password, in PEM form")]
    [InlineData("own.pem", "another.pem", "the key is that of another certificate")]
    [InlineData("", "key.pem", "--tls-certificate: found ''; expected a PEM file")]
    public void A_bad_certificate_is_refused_before_there_is_a_site(string certificate, string key, string says)
    {
        using HostedSite site = new();
        WriteCertificate(site);
        using var another = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        File.WriteAllText(site.InScratch("another.pem"), another.ExportPkcs8PrivateKeyPem());
        File.WriteAllText(site.InScratch("locked.pem"), another.ExportEncryptedPkcs8PrivateKeyPem("word", new(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1_000)));
        File.WriteAllText(site.InScratch("junk.pem"), "junk\n");
        string Pem(string name) => name.Length == 0 ? "" : site.InScratch(name);
        Assert.Contains(says, site.Refused("--tls-certificate", Pem(certificate), "--tls-key", Pem(key)).Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(site.Data));
    }

    [Fact]
    public void A_session_over_TLS_is_trusted_by_who_trusts_its_certificate()
    {
        using HostedSite site = new();
        WriteCertificate(site);
        using var server = site.Up("--tls-certificate", site.InScratch("own.pem"), "--tls-key", site.InScratch("key.pem"));
        Assert.StartsWith("https://127.0.0.1:", site.Url, StringComparison.Ordinal);
        var doubtful = Live.Ask.With(site.Environment, "", "ps");
        Assert.Equal(2, doubtful.ExitCode);
        Assert.Matches(@"^The certificate of .*https://127\.0\.0\.1:\d+.* is not trusted here: .*\. If it is of your own authority, set SSL_CERT_FILE to the authority's certificate in a PEM file\.\n$", doubtful.Error);
        var environment = site.Environment;
        environment["SSL_CERT_FILE"] = site.InScratch("own.pem");
        using var trusting = RealProcess.Start(environment, "whoami");
        var trusted = trusting.End();
        Assert.True(trusted.ExitCode == 0, trusted.Error);
        Assert.Contains("house/owner", trusted.Out, StringComparison.Ordinal);
        environment["RHODES_URL"] = site.Url.Replace("https", "http", StringComparison.Ordinal);
        environment["RHODES_KEY"] = site.Key;
        var plain = Live.Ask.With(environment, "", "ps");
        Assert.Equal(69, plain.ExitCode);
        Assert.Contains("or begin its address with https:// if it speaks TLS", plain.Error, StringComparison.Ordinal);
    }

    private static void WriteCertificate(HostedSite site)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new("CN=localhost", key, HashAlgorithmName.SHA256);
        SubjectAlternativeNameBuilder names = new();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(30));
        File.WriteAllText(site.InScratch("own.pem"), certificate.ExportCertificatePem() + "\n");
        File.WriteAllText(site.InScratch("key.pem"), key.ExportPkcs8PrivateKeyPem() + "\n");
    }
}
