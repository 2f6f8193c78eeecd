"""The device's name in bundles."""

from table_store import open_store

from hybriddesk.vault.device import device_id


def test_a_device_keeps_its_name_and_shares_it_with_none(tmp_path):
    """The id is made once for a store and differs between stores."""
    one, other = open_store(tmp_path / "a"), open_store(tmp_path / "b")
    assert device_id(one.db) == device_id(one.db)
    assert device_id(one.db) != device_id(other.db)
    for store in (one, other):
        store.db.close()
