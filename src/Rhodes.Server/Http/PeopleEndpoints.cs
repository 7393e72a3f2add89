using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Rhodes.Core.Contract;
using Rhodes.Core.Model;
using Rhodes.Core.Units;
using Rhodes.Files;
using Rhodes.Server.Access;
using Rhodes.Server.Views;

namespace Rhodes.Server.Http;

/// <summary>Who there is: tenants, users, keys.</summary>
internal static class PeopleEndpoints
{
    private const int LongestName = 128, LongestLabel = 200;

    private static readonly string Version = typeof(PeopleEndpoints).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/whoami", (HttpContext http, SiteServices site) => Results.Ok(Me(http.Caller(), site))).WithTags("People").Needs(Right.Self, "ask")
            .Describe("Who you are to this site.").Finds<WhoAmI>();
        api.MapGet("/tenants", ListTenants).WithTags("People").Needs(Right.Self, "see tenants").Describe("List tenants: your own, or all to who keeps the site.").Lists<TenantList>();
        api.MapPost("/tenants", AddTenantAsync).WithTags("People").Needs(Right.Sell, "add tenants").Describe("Add a tenant.").Takes<NewTenant>().Writes<TenantView>(201);
        var people = api.MapGroup("/tenants/{tenant}").WithTags("People");
        people.MapGet("/users", ListUsers).Needs(Right.ManageTenant, "see this tenant's users").Describe("List a tenant's users.").Lists<UserList>();
        people.MapPost("/users", AddUserAsync).Needs(Right.ManageTenant, "add users of this tenant").Describe("Add a user.").Takes<NewUser>().Writes<UserView>(201);
        people.MapDelete("/users/{user}", RemoveUserAsync).Needs(Right.ManageTenant, "remove users of this tenant").Describe("Remove a user with all of its keys.").Writes<Done>();
        people.MapGet("/keys", ListKeys).Needs(Right.ManageTenant, "see this tenant's keys").Describe("List a tenant's keys; the keys themselves nobody has but their users.").Lists<KeyList>();
        people.MapPost("/keys", IssueKeyAsync).Needs(Right.ManageTenant, "issue keys of this tenant").Describe("Issue a key for a user. It is shown this once.").Takes<NewKey>().Writes<IssuedKey>(201);
        people.MapDelete("/keys/{key}", RevokeKeyAsync).Needs(Right.ManageTenant, "revoke keys of this tenant").Describe("Revoke a key: from now on it opens nothing.").Writes<Done>();
    }

    public static TenantView View(TenantSpec tenant) => new(tenant.Name, tenant.Weight, [.. tenant.Projects.Select(project => new ProjectView(project.Name, project.Weight, project.DeviceLimit))]);

    private static WhoAmI Me(Caller caller, SiteServices site) => new(
        site.Facts.Now.Site, caller.TenantName, caller.User, Words.Of(caller.Role), caller.Key, site.Engine.Name, site.Engine.IsSimulated, Version, site.Clock.Now.ToString());

    private static IResult ListTenants(HttpContext http, SiteServices site)
    {
        var (caller, facts) = (http.Caller(), site.Facts.Now);
        return Results.Ok(new TenantList([.. facts.Tenants.Where((_, index) => index == caller.Tenant || Rights.SeesOthers(caller.Role)).Select(View)]));
    }

    private static async Task<IResult> AddTenantAsync(HttpContext http, SiteServices site)
    {
        var body = await Requests.BodyAsync(http).ConfigureAwait(false);
        if (!Bodies.TryRead<NewTenant>(body, out var asked, out var refusal)) return refusal;
        var projects = asked.Projects ?? [];
        if (!IsName(asked.Name)) return BadName("name", asked.Name);
        if (projects.FirstOrDefault(project => project is null || !IsName(project.Name)) is { } bad) return BadName("project", bad.Name);
        if (projects.Any(project => project is null)) return BadName("project", null);
        if (asked.Weight is < 1 or > 1_000_000 || projects.Any(project => project.Weight is < 1 or > 1_000_000 || project.DeviceLimit is < 0))
            return Refusals.Bad("weight", "Weights are whole numbers from 1 to 1000000, and device limits are not negative.");
        TenantSpec tenant = new()
        {
            Name = asked.Name, Weight = asked.Weight ?? 1,
            Projects = [.. projects.Select(project => new ProjectSpec { Name = project.Name, Weight = project.Weight ?? 1, DeviceLimit = project.DeviceLimit })],
        };
        return await Requests.DecideAsync(http, site.Writer, "add_tenant", body, (_, at) => new AddTenant(at, tenant), _ => Results.Created($"/api/v1/tenants/{tenant.Name}", View(tenant))).ConfigureAwait(false);
    }

    private static IResult ListUsers(SiteServices site, string tenant)
    {
        var facts = site.Facts.Now;
        var index = facts.TenantIndex(tenant);
        return Results.Ok(new UserList([.. facts.Users.Where(user => user.Key.Tenant == index).Select(user => new UserView(tenant, user.Key.Name, Words.Of(user.Value)))]));
    }

    private static async Task<IResult> AddUserAsync(HttpContext http, SiteServices site, string tenant)
    {
        var body = await Requests.BodyAsync(http).ConfigureAwait(false);
        if (!Bodies.TryRead<NewUser>(body, out var asked, out var refusal)) return refusal;
        if (!IsName(asked.Name)) return BadName("name", asked.Name);
        if (RoleOf(asked.Role) is not { } role) return Refusals.Bad("role", $"There is no role '{Refusals.Cut(asked.Role ?? "")}'; there are viewer, member, admin, operator and owner.");
        if (role > Role.Admin && http.Caller().Role != Role.Owner) return Refusals.MayNot(Words.Of(http.Caller().Role), $"make somebody {Words.Of(role)}");
        UserSpec user = new() { Name = asked.Name, Tenant = tenant, Role = role };
        return await Requests.DecideAsync(http, site.Writer, "add_user", body, (_, at) => new AddUser(at, user),
            _ => Results.Created($"/api/v1/tenants/{tenant}/users/{user.Name}", new UserView(tenant, user.Name, Words.Of(role)))).ConfigureAwait(false);
    }

    private static Task<IResult> RemoveUserAsync(HttpContext http, SiteServices site, string tenant, string user)
    {
        if (TooHigh(http, site, tenant, user) is { } refusal) return Task.FromResult(refusal);
        return Requests.DecideAsync(http, site.Writer, "remove_user", [], (_, at) => new RemoveUser(at, tenant, user), decided => Results.Ok(new Done(decided.At.ToString())));
    }

    private static IResult ListKeys(SiteServices site, string tenant)
    {
        var facts = site.Facts.Now;
        var index = facts.TenantIndex(tenant);
        return Results.Ok(new KeyList([.. facts.Keys.Values.Where(key => key.Tenant == index).OrderBy(key => key.User, StringComparer.Ordinal).ThenBy(key => key.Id, StringComparer.Ordinal)
            .Select(key => new KeyView(key.Id, tenant, key.User, key.Label, key.Until.IsNever ? null : key.Until.ToString()))]));
    }

    /// <summary>A key cannot be shown twice, so a request that is sent again gets another one: what it must not do again is not done, since nobody has the first.</summary>
    private static async Task<IResult> IssueKeyAsync(HttpContext http, SiteServices site, string tenant)
    {
        var body = await Requests.BodyAsync(http).ConfigureAwait(false);
        if (!Bodies.TryRead<NewKey>(body, out var asked, out var refusal)) return refusal;
        if (!IsName(asked.User)) return BadName("user", asked.User);
        if (TooHigh(http, site, tenant, asked.User) is { } high) return high;
        if (asked.Label is { } label && (label.Length > LongestLabel || label.Any(char.IsControl))) return Refusals.Bad("label", $"A label has at most {LongestLabel} characters, none of which controls a terminal.");
        var until = Instant.Never;
        if (asked.Until is { } text)
        {
            if (Quantities.TryParseDuration(text, out var since, out _)) until = site.Clock.Now + since;
            else if (!Quantities.TryParseInstant(text, out until, out _)) return Refusals.Bad("until", $"'until' is '{Refusals.Cut(text)}'; expected {Quantities.InstantForm}, or a duration from now such as 30d.");
        }

        var (id, key) = ApiKey.Make();
        KeySpec spec = new() { Id = id, Tenant = tenant, User = asked.User, Hash = site.Secrets.HashOf(key), Label = asked.Label ?? "", Until = until };
        http.Request.Headers.Remove(Requests.KeyHeader);
        return await Requests.DecideAsync(http, site.Writer, "issue_key", body, (_, at) => new IssueKey(at, spec),
            _ => Results.Created($"/api/v1/tenants/{tenant}/keys/{id}", new IssuedKey(id, tenant, asked.User, key))).ConfigureAwait(false);
    }

    private static Task<IResult> RevokeKeyAsync(HttpContext http, SiteServices site, string tenant, string key)
    {
        var facts = site.Facts.Now;
        if (!facts.Keys.TryGetValue(key, out var known) || known.Tenant != facts.TenantIndex(tenant))
            return Task.FromResult(Refusals.NotFound("key_unknown", $"Tenant '{tenant}' has no key '{Refusals.Cut(key)}'."));
        if (TooHigh(http, site, tenant, known.User) is { } refusal) return Task.FromResult(refusal);
        return Requests.DecideAsync(http, site.Writer, "revoke_key", [], (_, at) => new RevokeKey(at, key), decided => Results.Ok(new Done(decided.At.ToString())));
    }

    /// <summary>Nobody has a say over who may more than they.</summary>
    private static IResult? TooHigh(HttpContext http, SiteServices site, string tenant, string user)
    {
        var facts = site.Facts.Now;
        return facts.Users.TryGetValue((facts.TenantIndex(tenant), user), out var role) && role > http.Caller().Role
            ? Refusals.MayNot(Words.Of(http.Caller().Role), $"have a say over a user who is {Words.Of(role)}") : null;
    }

    private static IResult BadName(string what, string? name) =>
        Refusals.Bad("name", $"The {what} is '{Refusals.Cut(name ?? "")}'; expected letters, digits, '-', '_' and '.', starting with a letter or digit, at most {LongestName} of them.");

    private static bool IsName(string? name) => name is { Length: > 0 and <= LongestName } && char.IsAsciiLetterOrDigit(name[0])
        && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.');

    private static Role? RoleOf(string? word)
    {
        foreach (var role in Enum.GetValues<Role>())
            if (Words.Of(role) == word) return role;
        return null;
    }
}
