using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace Rhodes.Engines.Local;

/// <summary>What the attempts of one engine share.</summary>
internal sealed class LocalMeans
{
    private readonly Dictionary<string, UnixUser> _users = new(StringComparer.Ordinal);

    public LocalMeans(LocalSettings settings)
    {
        Settings = settings;
        Devices = new DeviceBook(settings.Nodes);
        Groups = ControlGroups.Open($"rhodes-{Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(settings.Folder)))[..12]}");
    }

    public LocalSettings Settings { get; }

    public DeviceBook Devices { get; }

    /// <summary>Null: the machine lets us have none.</summary>
    public ControlGroups? Groups { get; }

    /// <summary>Of this engine, different from that of every other that ever had the folder.</summary>
    public string Term { get; } = Guid.NewGuid().ToString("N");

    /// <summary>Ports that attempts were given.</summary>
    public HashSet<int> Ports { get; } = [];

    public LocalNode? Node(string name) => Settings.Nodes.FirstOrDefault(node => node.Name == name);

    /// <summary>As whom a tenant's jobs run.</summary>
    /// <returns>Null: there is no such user here; then <paramref name="problem"/> says so.</returns>
    public UnixUser? UserOf(string tenant, out string problem)
    {
        problem = "";
        if (!Posix.IsRoot) return new UnixUser(Environment.UserName, 0, 0, Environment.GetEnvironmentVariable("HOME") ?? "");
        var name = Settings.Users.TryGetValue(tenant, out var mapped) ? mapped : UnixUser.Nobody;
        if (!_users.TryGetValue(name, out var user) && (user = UnixUser.Find(name)) is not null) _users[name] = user;
        if (user is null) problem = $"there is no user '{name}' on this machine, as whom the jobs of '{tenant}' run";
        else if (user.Id == 0 && name != "root") problem = $"user '{name}', as whom the jobs of '{tenant}' run, is root by another name";
        return problem.Length == 0 ? user : null;
    }

    /// <summary>A port that is free now and that no other attempt was given.</summary>
    public int TakePort()
    {
        while (true)
        {
            using var listener = new TcpListener(IPAddress.Loopback, 0);
            listener.Start();
            var port = ((IPEndPoint)listener.LocalEndpoint).Port;
            if (Ports.Add(port)) return port;
        }
    }
}
