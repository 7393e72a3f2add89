using System.Globalization;

namespace Rhodes.Engines.Local;

/// <summary>A user of this machine.</summary>
/// <param name="Home">As the system's list of users has it; it need not be there.</param>
internal sealed record UnixUser(string Name, uint Id, uint Group, string Home)
{
    /// <summary>Who has no user of its own.</summary>
    public const string Nobody = "nobody";

    /// <summary>Asks the system, which may know users from elsewhere than its own file.</summary>
    /// <returns>Null: there is none by this name.</returns>
    public static UnixUser? Find(string name)
    {
        if (name.Length == 0 || name[0] == '-' || name.Any(letter => letter is ':' or '\0' || char.IsControl(letter))) return null;
        var fields = (Tool.Ask("getent", "passwd", name)?.Output ?? "").TrimEnd('\n').Split(':');
        if (fields.Length < 7
            || !uint.TryParse(fields[2], NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            || !uint.TryParse(fields[3], NumberStyles.None, CultureInfo.InvariantCulture, out var group)) return null;
        return new UnixUser(fields[0], id, group, fields[5]);
    }
}
