using Rhodes.Server.Access;

namespace Rhodes.Server.Tests.Api;

/// <summary>Every endpoint of the route table, by every role: as the rights table of this file says. A new endpoint must be written down here.</summary>
public sealed class RightsTests(TestSite site) : IClassFixture<TestSite>
{
    /// <summary>Who may, of a tenant's own people and of others'.</summary>
    private static readonly Dictionary<Right, string[]> May = new()
    {
        [Right.Open] = ["nobody", "viewer", "member", "admin", "rival", "operator", "owner"],
        [Right.Self] = ["viewer", "member", "admin", "rival", "operator", "owner"],
        [Right.SeeTenant] = ["viewer", "member", "admin", "operator", "owner"],
        [Right.SeeOutput] = ["viewer", "member", "admin", "owner"],
        [Right.Work] = ["member", "admin", "owner"],
        [Right.ManageTenant] = ["admin", "owner"],
        [Right.SeeSite] = ["operator", "owner"],
        [Right.KeepMachines] = ["operator", "owner"],
        [Right.Sell] = ["owner"],
        [Right.Quote] = ["admin", "rival", "owner"],
    };

    private static readonly Dictionary<string, Right> Table = new()
    {
        ["GET /api/v1/jobs"] = Right.Self,
        ["GET /api/v1/tenants/{tenant}/jobs"] = Right.SeeTenant,
        ["POST /api/v1/tenants/{tenant}/jobs"] = Right.Work,
        ["GET /api/v1/tenants/{tenant}/jobs/{job}"] = Right.SeeTenant,
        ["PATCH /api/v1/tenants/{tenant}/jobs/{job}"] = Right.Work,
        ["GET /api/v1/tenants/{tenant}/jobs/{job}/explanation"] = Right.SeeTenant,
        ["GET /api/v1/tenants/{tenant}/jobs/{job}/output"] = Right.SeeOutput,
        ["POST /api/v1/tenants/{tenant}/jobs/cancel"] = Right.Work,
        ["POST /api/v1/tenants/{tenant}/jobs/submit"] = Right.Work,
        ["POST /api/v1/tenants/{tenant}/jobs/{job}/cancel"] = Right.Work,
        ["POST /api/v1/tenants/{tenant}/jobs/{job}/hold"] = Right.Work,
        ["POST /api/v1/tenants/{tenant}/jobs/{job}/release"] = Right.Work,
        ["GET /api/v1/tenants/{tenant}/services"] = Right.SeeTenant,
        ["POST /api/v1/tenants/{tenant}/services/{service}/scale"] = Right.Work,
        ["GET /api/v1/leases"] = Right.Self,
        ["POST /api/v1/leases"] = Right.Sell,
        ["POST /api/v1/leases/quote"] = Right.Quote,
        ["POST /api/v1/leases/{lease}/end"] = Right.Sell,
        ["GET /api/v1/fabric"] = Right.SeeSite,
        ["GET /api/v1/nodes"] = Right.SeeSite,
        ["POST /api/v1/nodes/{node}/drain"] = Right.KeepMachines,
        ["POST /api/v1/nodes/{node}/undrain"] = Right.KeepMachines,
        ["GET /api/v1/whoami"] = Right.Self,
        ["GET /api/v1/tenants"] = Right.Self,
        ["POST /api/v1/tenants"] = Right.Sell,
        ["GET /api/v1/tenants/{tenant}/users"] = Right.ManageTenant,
        ["POST /api/v1/tenants/{tenant}/users"] = Right.ManageTenant,
        ["DELETE /api/v1/tenants/{tenant}/users/{user}"] = Right.ManageTenant,
        ["GET /api/v1/tenants/{tenant}/keys"] = Right.ManageTenant,
        ["POST /api/v1/tenants/{tenant}/keys"] = Right.ManageTenant,
        ["DELETE /api/v1/tenants/{tenant}/keys/{key}"] = Right.ManageTenant,
        ["GET /api/v1/audit"] = Right.Sell,
        ["GET /api/v1/changes"] = Right.Self,
        ["GET /metrics"] = Right.SeeSite,
        ["GET /healthz"] = Right.Open,
        ["GET /readyz"] = Right.Open,
        ["GET /openapi/{documentName}.json"] = Right.Open,
        ["GET /"] = Right.Open,
        ["GET /reference"] = Right.Open,
        ["GET /pages/status.js"] = Right.Open,
        ["GET /pages/reference.js"] = Right.Open,
        ["GET /pages/pages.css"] = Right.Open,
    };

    [Fact]
    public void Every_endpoint_stands_in_the_table_and_needs_what_it_says() => Assert.Equal(
        Table.Select(row => $"{row.Key}: {row.Value}").Order(StringComparer.Ordinal),
        site.Server.Endpoints.Select(endpoint => $"{endpoint.Method} {endpoint.Path}: {endpoint.Right}").Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("nobody")]
    [InlineData("viewer")]
    [InlineData("member")]
    [InlineData("admin")]
    [InlineData("rival")]
    [InlineData("operator")]
    [InlineData("owner")]
    public async Task A_role_gets_in_where_the_table_says_and_nowhere_else(string who)
    {
        using var client = who switch
        {
            "nobody" => site.With(null),
            "rival" => await site.AsAsync("rival", "admin"),
            "operator" => await site.AsAsync("house", "operator"),
            "owner" => await site.AsAsync("house", "owner"),
            _ => await site.AsAsync("lab", who),
        };
        List<string> wrong = [];
        foreach (var (method, path, right) in site.Server.Endpoints)
        {
            var aboutLab = path.Contains("{tenant}", StringComparison.Ordinal);
            using HttpRequestMessage request = new(new(method), new Uri(Filled(path), UriKind.Relative));
            if (method is "POST" or "PATCH") request.Content = TestSite.Json("[]");
            using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            var status = (int)answer.StatusCode;
            var may = May[right!.Value].Contains(who);
            var isShut = status is 401 or 403 || (status == 404 && (await answer.Content.ReadAsStringAsync()).Contains("\"tenant_unknown\"", StringComparison.Ordinal));
            var expected = may ? "in" : who == "nobody" ? "401" : who == "rival" && aboutLab ? "404" : "403";
            if (status >= 500 || isShut == may || (!may && expected != $"{status}")) wrong.Add($"{method} {path}: {status}, expected {expected}");
        }

        Assert.Empty(wrong);
    }

    private static string Filled(string path) => path.Replace("{tenant}", "lab", StringComparison.Ordinal).Replace("{job}", "999", StringComparison.Ordinal)
        .Replace("{documentName}", "v1", StringComparison.Ordinal).Replace("{", "no-", StringComparison.Ordinal).Replace("}", "", StringComparison.Ordinal);
}
