namespace Rhodes.Twin.Serving;

/// <summary>First come, first served.</summary>
internal sealed class ArrivalLine : IWaitingLine
{
    private readonly LinkedList<int> _waiting = new();

    public bool IsEmpty => _waiting.Count == 0;

    public int First => _waiting.First!.Value;

    public void Add(int request) => _waiting.AddLast(request);

    public void TakeFirst() => _waiting.RemoveFirst();

    public void PutBack(int request) => _waiting.AddFirst(request);

    public void Decodes(int request, bool begins)
    {
    }

    public void Read(int request)
    {
    }

    public void Made(long steps)
    {
    }
}
