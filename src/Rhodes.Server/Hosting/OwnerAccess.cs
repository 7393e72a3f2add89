using Rhodes.Core.Contract;
using Rhodes.Core.Control;
using Rhodes.Core.Model;
using Rhodes.Engines;
using Rhodes.Server.Access;
using Rhodes.Server.Log;
using Rhodes.Server.Site;
using Rhodes.Server.Views;

namespace Rhodes.Server.Hosting;

/// <summary>
/// The owner's way in: the tenant <c>house</c>, its user <c>owner</c>, and a key in the file <c>owner.key</c> of the data folder, which only who runs the server may read. The file is
/// written before the key is issued, so that a crash between leaves nobody outside.
/// </summary>
internal static class OwnerAccess
{
    private const string User = "owner";

    /// <returns>The key.</returns>
    /// <exception cref="LogException">It cannot be read, written or issued.</exception>
    public static async Task<string> EnsureAsync(string folder, SiteWriter writer, SiteFacts facts, Secrets secrets)
    {
        await DoAsync(writer, "add_tenant", facts.Now.TenantIndex(ControlCore.House) >= 0, at => new AddTenant(at, new() { Name = ControlCore.House })).ConfigureAwait(false);
        var house = facts.Now.TenantIndex(ControlCore.House);
        await DoAsync(writer, "add_user", facts.Now.Users.ContainsKey((house, User)), at => new AddUser(at, new() { Name = User, Tenant = ControlCore.House, Role = Role.Owner })).ConfigureAwait(false);
        var key = Read(folder);
        if (key is null || ApiKey.IdOf(key) is not { } id)
        {
            (id, key) = ApiKey.Make();
            Write(folder, key);
            CrashPoint.Reach("owner_key_written");
        }

        var isKnown = facts.Now.Keys.TryGetValue(id, out var known) && secrets.IsHashOf(known.Hash, key);
        await DoAsync(writer, "issue_key", isKnown, at => new IssueKey(at, new()
        {
            Id = id, Tenant = ControlCore.House, User = User, Hash = secrets.HashOf(key), Label = "made at a start of the server",
        })).ConfigureAwait(false);
        return key;
    }

    private static async Task DoAsync(SiteWriter writer, string command, bool isDone, Func<Core.Units.Instant, Command> make)
    {
        if (isDone) return;
        var decided = await writer.Decide(new(command, "", "rhodes"), (_, at) => make(at)).ConfigureAwait(false);
        if (decided.Refusal is { } why) throw new LogException($"the owner's access could not be made: {why}");
    }

    private static string? Read(string folder)
    {
        var path = Path.Combine(folder, "owner.key");
        try
        {
            return File.Exists(path) ? File.ReadAllText(path).Trim() : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new LogException($"{path}: {error.Message}", error);
        }
    }

    private static void Write(string folder, string key)
    {
        var path = Path.Combine(folder, "owner.key");
        FileStreamOptions options = new() { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        try
        {
            using FileStream file = new(path, options);
            file.Write(System.Text.Encoding.ASCII.GetBytes(key + "\n"));
            file.Flush(flushToDisk: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new LogException($"{path}: {error.Message}", error);
        }
    }
}
