using Rhodes.Core.Model;
using Rhodes.Files.Leases;
using Rhodes.Files.Yaml;

namespace Rhodes.Files;

/// <summary>Reads one lease that somebody asks for: an item of <c>leases.yaml</c>.</summary>
public static class LeaseFiles
{
    private const string What = "a lease with name, tenant, what is leased, from and until";

    /// <param name="name">What messages call the document.</param>
    /// <returns>The lease, or every problem of the document. More cells than there are may be asked for: the lease book says no to them.</returns>
    public static Loaded<LeaseSpec> Parse(string name, ReadOnlySpan<byte> bytes, SiteSpec site)
    {
        Findings findings = new(name);
        LeaseSpec? lease = null;
        if (SourceText.Decode(bytes, findings) is { } text && YamlDocument.Parse(text, What, findings) is { } document)
            lease = new LeaseReader(findings, site.Tenants, site.Fabric, mayExceed: true).ReadLease(document, findings);
        return Loaded<LeaseSpec>.From(lease, findings.InOrder());
    }
}
