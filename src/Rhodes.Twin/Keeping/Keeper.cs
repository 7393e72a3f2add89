using System.Text;
using Rhodes.Core.Contract;
using Rhodes.Core.Model;
using Rhodes.Core.Units;

namespace Rhodes.Twin.Keeping;

/// <summary>
/// Goes over the fields of a run in one of two directions: keeping them, or taking up what was kept. Whoever has state goes over it once,
/// <c>_sum = keeper.Number(_sum)</c>, so that what is kept and what is taken up cannot be in different orders.
/// </summary>
public sealed class Keeper : IDisposable
{
    private readonly BinaryWriter? _writer;
    private readonly BinaryReader? _reader;

    private Keeper(BinaryWriter? writer, BinaryReader? reader) => (_writer, _reader) = (writer, reader);

    /// <summary>Whether what was kept is taken up; else it is kept.</summary>
    public bool TakesUp => _reader is not null;

    public static Keeper To(Stream stream) => new(new(stream, Encoding.UTF8, leaveOpen: true), null);

    public static Keeper From(Stream stream) => new(null, new(stream, Encoding.UTF8, leaveOpen: true));

    /// <returns>As with all others: the value, or the one that was kept.</returns>
    public long Number(long value)
    {
        if (_reader is not null) return _reader.Read7BitEncodedInt64();
        _writer!.Write7BitEncodedInt64(value);
        return value;
    }

    /// <inheritdoc cref="Number(long)"/>
    public int Number(int value) => (int)Number((long)value);

    public bool Flag(bool value) => Number(value ? 1 : 0) != 0;

    public Int128 Big(Int128 value)
    {
        var (upper, lower) = (Number((long)(value >> 64)), Number(unchecked((long)(ulong)(value & ulong.MaxValue))));
        return TakesUp ? new(unchecked((ulong)upper), unchecked((ulong)lower)) : value;
    }

    public T Word<T>(T value) where T : struct, Enum => (T)Enum.ToObject(typeof(T), Number(Convert.ToInt64(value, null)));

    public Instant At(Instant value) => new(Number(value.Milliseconds));

    public Duration Length(Duration value) => new(Number(value.Milliseconds));

    public JobId Job(JobId value) => new(Number(value.Tenant), Number(value.Number));

    public NodeShare[] Place(NodeShare[]? value) => Array(value, share =>
    {
        var (pool, demand) = (Number(share?.Pool ?? 0), share?.Demand ?? default);
        NodeDemand kept = new(Number(demand.Devices), Number(demand.Cores), Number(demand.MemoryMib));
        return new NodeShare(pool, kept, Array(share?.Nodes, node => new NodeId(Number(node.Value))));
    });

    public string Text(string? value)
    {
        if (_reader is not null) return _reader.ReadString();
        _writer!.Write(value!);
        return value!;
    }

    public byte[] Bytes(byte[] value)
    {
        var length = Number(value.Length);
        if (_reader is not null) return _reader.ReadBytes(length);
        _writer!.Write(value);
        return value;
    }

    /// <summary>What came with an event, in the encoding of the log.</summary>
    public T Event<T>(T? value) where T : Event
    {
        var bytes = Bytes(value is null ? [] : EventEncoding.Encode(value));
        return value ?? (T)EventEncoding.Decode(bytes);
    }

    /// <summary>Something that there may be.</summary>
    public T? Maybe<T>(T? value, Func<T?, T> keep) where T : class => Flag(value is not null) ? keep(value) : null;

    /// <inheritdoc cref="Maybe{T}(T, Func{T, T})"/>
    public T? MaybeValue<T>(T? value, Func<T, T> keep) where T : struct => Flag(value is not null) ? keep(value ?? default) : null;

    public T[] Array<T>(T[]? value, Func<T?, T> keep)
    {
        var array = TakesUp ? new T[Number(0)] : value!;
        if (!TakesUp) Number(array.Length);
        for (var i = 0; i < array.Length; i++) array[i] = keep(array[i]);
        return array;
    }

    /// <summary>In place, so that who holds it goes on with it. As many as there are from the start.</summary>
    public void Numbers(Span<long> values)
    {
        foreach (ref var value in values) value = Number(value);
    }

    /// <summary>Each item is kept, or made from what was kept.</summary>
    public void List<T>(List<T> list, Func<T?, T> keep)
    {
        var count = Number(list.Count);
        if (!TakesUp)
        {
            foreach (var item in list) keep(item);
            return;
        }

        list.Clear();
        for (var i = 0; i < count; i++) list.Add(keep(default));
    }

    public void Set<T>(ISet<T> set, Func<T?, T> keep)
    {
        List<T> items = TakesUp ? [] : [.. set];
        List(items, keep);
        if (TakesUp) set.UnionWith(items);
    }

    public void Map<TKey, TValue>(IDictionary<TKey, TValue> map, Func<TKey?, TKey> key, Func<TValue?, TValue> value) where TKey : notnull
    {
        List<KeyValuePair<TKey, TValue>> pairs = TakesUp ? [] : [.. map];
        List(pairs, pair => new(key(pair.Key), value(pair.Value)));
        if (!TakesUp) return;
        map.Clear();
        foreach (var pair in pairs) map.Add(pair);
    }

    public void Dispose()
    {
        _writer?.Dispose();
        _reader?.Dispose();
    }
}
