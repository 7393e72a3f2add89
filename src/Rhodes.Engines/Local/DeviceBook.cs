using System.Globalization;

namespace Rhodes.Engines.Local;

/// <summary>Which devices of each node are taken. The core only counts them; here they have numbers.</summary>
internal sealed class DeviceBook(IEnumerable<LocalNode> nodes)
{
    private readonly Dictionary<string, bool[]> _taken = nodes.ToDictionary(node => node.Name, node => new bool[node.Devices], StringComparer.Ordinal);

    public bool Has(string node) => _taken.ContainsKey(node);

    /// <summary>The lowest free ones for all, or none for anybody.</summary>
    /// <returns>By slot; null: not so many are free now.</returns>
    public IReadOnlyList<IReadOnlyList<int>>? Take(IReadOnlyList<NodeSlot> slots)
    {
        List<IReadOnlyList<int>> all = [];
        foreach (var slot in slots)
        {
            var taken = _taken[slot.Node];
            List<int> devices = [.. Enumerable.Range(0, taken.Length).Where(device => !taken[device]).Take(slot.Demand.Devices)];
            foreach (var device in devices) taken[device] = true;
            all.Add(devices);
            if (devices.Count == slot.Demand.Devices) continue;
            for (var i = 0; i < all.Count; i++) GiveBack(slots[i].Node, all[i]);
            return null;
        }
        return all;
    }

    /// <summary>Takes those that an attempt of before holds.</summary>
    public void Hold(string node, IReadOnlyList<int> devices) => Set(node, devices, true);

    public void GiveBack(string node, IReadOnlyList<int> devices) => Set(node, devices, false);

    public static string Write(IEnumerable<int> devices) => string.Join(',', devices.Select(device => device.ToString(CultureInfo.InvariantCulture)));

    /// <summary>What is no number in it, as after a power cut, is passed over.</summary>
    public static IReadOnlyList<int> Read(string text)
    {
        List<int> devices = [];
        foreach (var each in text.Split(','))
            if (int.TryParse(each, NumberStyles.None, CultureInfo.InvariantCulture, out var device)) devices.Add(device);
        return devices;
    }

    /// <summary>A node may have fewer devices than it had when the attempt was started, or be gone.</summary>
    private void Set(string node, IReadOnlyList<int> devices, bool taken)
    {
        if (!_taken.TryGetValue(node, out var all)) return;
        foreach (var device in devices.Where(device => device < all.Length)) all[device] = taken;
    }
}
